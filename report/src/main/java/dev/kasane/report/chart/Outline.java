package dev.kasane.report.chart;

import java.util.Arrays;

/** Points of a line on their way to the canvas. Of those that share a pixel's column, four tell all: see flush. */
final class Outline {

  private static final double COLUMN = 0.75;

  private final Scale scaleX;
  private final Scale scaleY;
  private double[] xs = new double[64];
  private double[] ys = new double[64];
  private int count;

  Outline(Scale scaleX, Scale scaleY) {
    this.scaleX = scaleX;
    this.scaleY = scaleY;
  }

  void add(double x, double y) {
    if (count == xs.length) {
      xs = Arrays.copyOf(xs, 2 * count);
      ys = Arrays.copyOf(ys, 2 * count);
    }
    xs[count] = scaleX.clamped(x);
    ys[count] = scaleY.clamped(y);
    count++;
  }

  int count() {
    return count;
  }

  double x(int i) {
    return xs[i];
  }

  double y(int i) {
    return ys[i];
  }

  /** Draws the line so far and begins a new one. */
  void flush(Canvas canvas, Ink ink, boolean dashed) {
    if (count == 1) {
      canvas.dot(xs[0], ys[0], 2.5, ink, null, null);
    } else if (count > 1) {
      int kept = thin();
      canvas.path(xs, ys, kept, ink, 2, dashed);
    }
    count = 0;
  }

  /** Keeps first, lowest, highest and last point of each column: the line looks the same with far fewer points. */
  private int thin() {
    if (count < 1500) {
      return count;
    }
    int kept = 0;
    int begin = 0;
    while (begin < count) {
      int end = begin + 1;
      while (end < count && Math.abs(xs[end] - xs[begin]) < COLUMN) {
        end++;
      }
      int least = begin;
      int most = begin;
      for (int i = begin; i < end; i++) {
        least = ys[i] < ys[least] ? i : least;
        most = ys[i] > ys[most] ? i : most;
      }
      int[] order = {begin, Math.min(least, most), Math.max(least, most), end - 1};
      int previous = -1;
      for (int i : order) {
        if (i != previous) {
          xs[kept] = xs[i];
          ys[kept] = ys[i];
          kept++;
        }
        previous = i;
      }
      begin = end;
    }
    return kept;
  }
}
