package dev.kasane.backend.cpu.kernel;

/** Winograd's transforms, one channel at a time. See {@link Kernels#winogradInput} for the formulas. */
final class ScalarWinograd {

  private ScalarWinograd() {}

  /** Channels {@code from} to n. */
  static void input(
      int from, int n, float[] x, int xo, int xRow, int xPixel, float[] v, int vo, int vPlane, float[] t, int to) {
    for (int c = from; c < n; c++) {
      for (int j = 0; j < 6; j++) {
        input(x, xo + c + j * xPixel, xRow, t, to + j, 6);
      }
      for (int i = 0; i < 6; i++) {
        input(t, to + i * 6, 1, v, vo + c + i * 6 * vPlane, vPlane);
      }
    }
  }

  private static void input(float[] x, int xo, int step, float[] y, int yo, int yStep) {
    float d0 = x[xo];
    float d1 = x[xo + step];
    float d2 = x[xo + 2 * step];
    float d3 = x[xo + 3 * step];
    float d4 = x[xo + 4 * step];
    float d5 = x[xo + 5 * step];
    float p = d4 - d2 * 4;
    float q = d3 - d1 * 4;
    float r = d4 - d2;
    float s = (d3 - d1) * 2;
    y[yo] = d0 * 4 + d4 - d2 * 5;
    y[yo + yStep] = p + q;
    y[yo + 2 * yStep] = p - q;
    y[yo + 3 * yStep] = r + s;
    y[yo + 4 * yStep] = r - s;
    y[yo + 5 * yStep] = d1 * 4 + d5 - d3 * 5;
  }

  /** Channels {@code from} to n. */
  static void output(
      int from, int n, float[] m, int mo, int mPlane, float[] y, int yo, int yRow, int yPixel, int rows, int columns,
      float[] t, int to) {
    for (int c = from; c < n; c++) {
      for (int j = 0; j < 6; j++) {
        output(m, mo + c + j * mPlane, 6 * mPlane, t, to + j, 6, 4);
      }
      for (int i = 0; i < rows; i++) {
        output(t, to + i * 6, 1, y, yo + c + i * yRow, yPixel, columns);
      }
    }
  }

  private static void output(float[] m, int mo, int step, float[] y, int yo, int yStep, int count) {
    float m0 = m[mo];
    float m5 = m[mo + 5 * step];
    float p = m[mo + step] + m[mo + 2 * step];
    float q = m[mo + step] - m[mo + 2 * step];
    float r = m[mo + 3 * step] + m[mo + 4 * step];
    float s = m[mo + 3 * step] - m[mo + 4 * step];
    y[yo] = m0 + p + r;
    if (count > 1) {
      y[yo + yStep] = q + s * 2;
    }
    if (count > 2) {
      y[yo + 2 * yStep] = p + r * 4;
    }
    if (count > 3) {
      y[yo + 3 * yStep] = q + s * 8 + m5;
    }
  }

  /** Columns {@code from} to n. */
  static void kernel(int from, int n, float[] w, int wo, int wTap, float[] u, int uo, int uPlane, float[] t, int to) {
    for (int c = from; c < n; c++) {
      for (int j = 0; j < 3; j++) {
        kernel(w, wo + c + j * wTap, 3 * wTap, t, to + j, 3);
      }
      for (int i = 0; i < 6; i++) {
        kernel(t, to + i * 3, 1, u, uo + c + i * 6 * uPlane, uPlane);
      }
    }
  }

  private static void kernel(float[] w, int wo, int step, float[] u, int uo, int uStep) {
    float w0 = w[wo];
    float w1 = w[wo + step];
    float w2 = w[wo + 2 * step];
    float p = (w0 + w2) * (-1f / 6);
    float q = w1 * (-1f / 6);
    float r = w0 * (1f / 24) + w2 * (1f / 6);
    float s = w1 * (1f / 12);
    u[uo] = w0 * 0.25f;
    u[uo + uStep] = p + q;
    u[uo + 2 * uStep] = p - q;
    u[uo + 3 * uStep] = r + s;
    u[uo + 4 * uStep] = r - s;
    u[uo + 5 * uStep] = w2;
  }
}
