package dev.kasane.report.chart;

import dev.kasane.report.Text;
import org.jspecify.annotations.Nullable;

/**
 * Points of a plot that belong together. Points that are not finite are left out and interrupt the line.
 *
 * @param name what the legend calls it
 * @param x where the points are, along the horizontal axis
 * @param y and along the vertical one; as many
 * @param low lower edge of a band around the line, or null for none; as many
 * @param high upper edge of the band, or null
 * @param mark how it is drawn
 * @param colour which colour of the theme, 0 to 7; -1 for the next one
 */
public record Series(
    Text name, double[] x, double[] y, double @Nullable [] low, double @Nullable [] high, Mark mark, int colour) {

  /** How a series is drawn. */
  public enum Mark {
    /** A line from point to point. */
    LINE,
    /** A dashed line: for what is only to be compared with. */
    DASHED,
    /** Dots. */
    POINTS,
    /** A line with a dot at each point. */
    LINE_AND_POINTS
  }

  /** Checks that all arrays have one length. */
  public Series {
    if (x.length != y.length || (low != null && low.length != x.length) || (high != null && high.length != x.length)
        || (low == null) != (high == null)) {
      throw new IllegalArgumentException(
          "Series '" + name.en() + "': expected as many y, low and high as x, received " + x.length + " x and "
              + y.length + " y");
    }
  }

  /** A series without a band, in the next colour. */
  public static Series of(Text name, double[] x, double[] y, Mark mark) {
    return new Series(name, x, y, null, null, mark, -1);
  }

  /**
   * The mean of several runs as a line, with a band from the lowest to the highest run.
   *
   * @param runs values by run and point: {@code (runs, x.length)}
   */
  public static Series ofRuns(Text name, double[] x, double[][] runs) {
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = Double.POSITIVE_INFINITY;
      high[i] = Double.NEGATIVE_INFINITY;
      for (double[] run : runs) {
        mean[i] += run[i] / runs.length;
        low[i] = Math.min(low[i], run[i]);
        high[i] = Math.max(high[i], run[i]);
      }
    }
    return new Series(name, x, mean, low, high, Mark.LINE, -1);
  }

  /** The same series in another colour of the theme, 0 to 7. */
  public Series colour(int index) {
    return new Series(name, x, y, low, high, mark, index);
  }

  /** The same series drawn in another way. */
  public Series mark(Mark other) {
    return new Series(name, x, y, low, high, other, colour);
  }
}
