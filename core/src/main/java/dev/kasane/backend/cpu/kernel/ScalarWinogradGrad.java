package dev.kasane.backend.cpu.kernel;

/** Winograd's transforms for the gradient by a kernel, one channel at a time. See {@link Kernels#winogradOutputGrad}. */
final class ScalarWinogradGrad {

  private ScalarWinogradGrad() {}

  /** Filters {@code from} to n. */
  static void output(
      int from, int n, float[] y, int yo, int yRow, int yPixel, float[] z, int zo, int zPlane, float[] t, int to) {
    for (int f = from; f < n; f++) {
      for (int j = 0; j < 4; j++) {
        output(y, yo + f + j * yPixel, yRow, t, to + j, 4);
      }
      for (int i = 0; i < 6; i++) {
        output(t, to + i * 4, 1, z, zo + f + i * 6 * zPlane, zPlane);
      }
    }
  }

  private static void output(float[] y, int yo, int step, float[] z, int zo, int zStep) {
    float y0 = y[yo];
    float y1 = y[yo + step];
    float y2 = y[yo + 2 * step];
    float y3 = y[yo + 3 * step];
    float p = y0 + y2;
    float q = y1 + y3;
    float r = y0 + y2 * 4;
    float s = y1 * 2 + y3 * 8;
    z[zo] = y0;
    z[zo + zStep] = p + q;
    z[zo + 2 * zStep] = p - q;
    z[zo + 3 * zStep] = r + s;
    z[zo + 4 * zStep] = r - s;
    z[zo + 5 * zStep] = y3;
  }

  /** Columns {@code from} to n. */
  static void kernel(int from, int n, float[] u, int uo, int uPlane, float[] w, int wo, int wTap, float[] t, int to) {
    for (int c = from; c < n; c++) {
      for (int j = 0; j < 6; j++) {
        kernel(u, uo + c + j * uPlane, 6 * uPlane, t, to + j, 6);
      }
      for (int i = 0; i < 3; i++) {
        kernel(t, to + i * 6, 1, w, wo + c + i * 3 * wTap, wTap);
      }
    }
  }

  private static void kernel(float[] u, int uo, int step, float[] w, int wo, int wStep) {
    float p = u[uo + step] + u[uo + 2 * step];
    float q = u[uo + step] - u[uo + 2 * step];
    float r = u[uo + 3 * step] + u[uo + 4 * step];
    float s = u[uo + 3 * step] - u[uo + 4 * step];
    w[wo] = u[uo] * 0.25f - p * (1f / 6) + r * (1f / 24);
    w[wo + wStep] = s * (1f / 12) - q * (1f / 6);
    w[wo + 2 * wStep] = (r - p) * (1f / 6) + u[uo + 5 * step];
  }
}
