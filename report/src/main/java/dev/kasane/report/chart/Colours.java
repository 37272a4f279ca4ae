package dev.kasane.report.chart;

/** Colours for numbers: from dark blue over green to yellow, equally bright steps, also without colour vision. */
final class Colours {

  /** Ten colours of the map viridis (S. van der Walt and N. Smith, 2015, public domain). */
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725
  };

  private Colours() {}

  /** The colour of a share from 0 to 1. */
  static int sequential(double share) {
    double at = Math.clamp(share, 0, 1) * (VIRIDIS.length - 1);
    int i = Math.min((int) at, VIRIDIS.length - 2);
    return mix(VIRIDIS[i], VIRIDIS[i + 1], at - i);
  }

  /** A colour for each number, from the smallest to the largest; those that are not finite become grey. */
  static int[][] sequential(double[][] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    int[][] colours = new int[values.length][];
    for (int r = 0; r < values.length; r++) {
      colours[r] = new int[values[r].length];
      for (int c = 0; c < colours[r].length; c++) {
        double share = high > low ? (values[r][c] - low) / (high - low) : 0.5;
        colours[r][c] = Double.isFinite(values[r][c]) ? sequential(share) : 0x888888;
      }
    }
    return colours;
  }

  /** Whether white letters are easier to read on a colour than black ones. */
  static boolean isDark(int rgb) {
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255) < 140;
  }

  private static int mix(int a, int b, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int x = a >> shift & 255;
      int y = b >> shift & 255;
      mixed |= (int) Math.round(x + (y - x) * share) << shift;
    }
    return mixed;
  }
}
