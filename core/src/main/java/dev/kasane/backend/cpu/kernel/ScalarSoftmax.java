package dev.kasane.backend.cpu.kernel;

/** Softmax and its logarithm, row by row: the row's largest element is taken off first, so no power overflows. */
final class ScalarSoftmax {

  private ScalarSoftmax() {}

  static void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int i = 0; i < rows; i++) {
      int in = xo + i * xPitch;
      int out = yo + i * yPitch;
      float max = ScalarReduce.max(cols, x, in);
      for (int j = 0; j < cols; j++) {
        y[out + j] = FloatMath.expOfNegative(x[in + j] - max);
      }
      float factor = 1 / ScalarReduce.sum(cols, y, out);
      for (int j = 0; j < cols; j++) {
        y[out + j] *= factor;
      }
    }
  }

  static void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int i = 0; i < rows; i++) {
      int in = xo + i * xPitch;
      int out = yo + i * yPitch;
      float max = ScalarReduce.max(cols, x, in);
      for (int j = 0; j < cols; j++) {
        y[out + j] = x[in + j] - max;
      }
      float logSum = FloatMath.log(sumOfPowers(cols, y, out));
      for (int j = 0; j < cols; j++) {
        y[out + j] -= logSum;
      }
    }
  }

  /** Σ eˣ of numbers up to 0 in the order of {@link Kernels#reduceColumns}. */
  static float sumOfPowers(int n, float[] x, int xo) {
    return (quarter(0, n, x, xo) + quarter(2, n, x, xo)) + (quarter(1, n, x, xo) + quarter(3, n, x, xo));
  }

  private static float quarter(int j, int n, float[] x, int xo) {
    return (lane(j, n, x, xo) + lane(j + 8, n, x, xo)) + (lane(j + 4, n, x, xo) + lane(j + 12, n, x, xo));
  }

  private static float lane(int first, int n, float[] x, int xo) {
    float sum = 0;
    for (int j = first; j < n; j += 16) {
      sum += FloatMath.expOfNegative(x[xo + j]);
    }
    return sum;
  }
}
