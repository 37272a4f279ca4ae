package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.ReduceFunction;

/** Sums, maxima and their positions. The orders of the sums are those of {@link Kernels}, on every machine. */
final class ScalarReduce {

  /** Rows added before their sum joins the total: rounding errors grow with 256 + rows / 256, not with rows. */
  static final int ROW_BLOCK = 256;

  private ScalarReduce() {}

  static void reduceRows(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, boolean accumulate) {
    if (!accumulate) {
      float start = identity(f);
      for (int j = 0; j < cols; j++) {
        y[yo + j] = start;
      }
    }
    switch (f) {
      case SUM -> {
        for (int i = 0; i < rows; i += ROW_BLOCK) {
          addBlock(Math.min(ROW_BLOCK, rows - i), 0, cols, x, xo + i * xPitch, xPitch, y, yo);
        }
      }
      case MAX -> maxOfBlock(rows, 0, cols, x, xo, xPitch, y, yo);
      case SQUARED_DEVIATION -> throw unknown();
    }
  }

  static float identity(ReduceFunction f) {
    return switch (f) {
      case SUM -> 0;
      case MAX -> Float.NEGATIVE_INFINITY;
      case SQUARED_DEVIATION -> throw unknown();
    };
  }

  /** Squared deviations are made of other operations, or by a step of their own. */
  static IllegalArgumentException unknown() {
    return new IllegalArgumentException("no kernel reduces to squared deviations");
  }

  /** Adds the sums of a block's rows to columns {@code from} to cols of y. */
  static void addBlock(int rows, int from, int cols, float[] x, int xo, int xPitch, float[] y, int yo) {
    for (int j = from; j < cols; j++) {
      float sum0 = 0;
      float sum1 = 0;
      float sum2 = 0;
      float sum3 = 0;
      int i = 0;
      int at = xo + j;
      for (; i + 4 <= rows; i += 4) {
        sum0 += x[at];
        sum1 += x[at + xPitch];
        sum2 += x[at + 2 * xPitch];
        sum3 += x[at + 3 * xPitch];
        at += 4 * xPitch;
      }
      for (; i < rows; i++) {
        sum0 += x[at];
        at += xPitch;
      }
      y[yo + j] += (sum0 + sum1) + (sum2 + sum3);
    }
  }

  /** Makes columns {@code from} to cols of y at least as large as the rows of x. */
  static void maxOfBlock(int rows, int from, int cols, float[] x, int xo, int xPitch, float[] y, int yo) {
    for (int i = 0; i < rows; i++) {
      for (int j = from; j < cols; j++) {
        y[yo + j] = Math.max(y[yo + j], x[xo + i * xPitch + j]);
      }
    }
  }

  static void reduceColumns(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride,
      boolean accumulate) {
    for (int i = 0; i < rows; i++) {
      int row = xo + i * xPitch;
      int out = yo + i * yStride;
      switch (f) {
        case SUM -> y[out] = (accumulate ? y[out] : 0) + sum(cols, x, row);
        case MAX -> {
          float max = max(cols, x, row);
          y[out] = accumulate ? Math.max(y[out], max) : max;
        }
        case SQUARED_DEVIATION -> throw unknown();
      }
    }
  }

  /** The sum of a row in the order of {@link Kernels#reduceColumns}. */
  static float sum(int n, float[] x, int xo) {
    return (quarter(0, n, x, xo) + quarter(2, n, x, xo)) + (quarter(1, n, x, xo) + quarter(3, n, x, xo));
  }

  private static float quarter(int j, int n, float[] x, int xo) {
    return (lane(j, n, x, xo) + lane(j + 8, n, x, xo)) + (lane(j + 4, n, x, xo) + lane(j + 12, n, x, xo));
  }

  private static float lane(int first, int n, float[] x, int xo) {
    float sum = 0;
    for (int j = first; j < n; j += 16) {
      sum += x[xo + j];
    }
    return sum;
  }

  /** The largest of a row, NaN if one of them is, −∞ if there is none. */
  static float max(int n, float[] x, int xo) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[xo + j]);
    }
    return max;
  }

  static void argMax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride) {
    for (int i = 0; i < rows; i++) {
      int row = xo + i * xPitch;
      int best = 0;
      for (int j = 1; j < cols; j++) {
        if (x[row + j] > x[row + best]) {
          best = j;
        }
      }
      y[yo + i * yStride] = best;
    }
  }
}
