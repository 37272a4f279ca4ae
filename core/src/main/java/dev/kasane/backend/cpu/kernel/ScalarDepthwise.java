package dev.kasane.backend.cpu.kernel;

/** Sums of products channel by channel, with four channels at once: four sums that need not wait for each other. */
final class ScalarDepthwise {

  private static final int TILE = 4;

  private ScalarDepthwise() {}

  /** Channels {@code from} to n; else as {@link Kernels#depthwise}. */
  static void depthwise(
      int m, int from, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int inA = ao + i * ai;
      int inY = yo + i * yi;
      int j = from;
      for (; j + TILE <= n; j += TILE) {
        four(k, terms, a, inA + j, ap, at, w, wo + j, wp, wt, y, inY + j, accumulate);
      }
      for (; j < n; j++) {
        one(k, terms, a, inA + j, ap, at, w, wo + j, wp, wt, y, inY + j, accumulate);
      }
    }
  }

  private static void one(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo,
      boolean accumulate) {
    float sum = accumulate ? y[yo] : 0;
    for (int t = 0; t < terms; t++) {
      int inA = ao + t * at;
      int inW = wo + t * wt;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[inA], w[inW], sum);
        inA += ap;
        inW += wp;
      }
    }
    y[yo] = sum;
  }

  private static void four(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo,
      boolean accumulate) {
    float sum0 = accumulate ? y[yo] : 0;
    float sum1 = accumulate ? y[yo + 1] : 0;
    float sum2 = accumulate ? y[yo + 2] : 0;
    float sum3 = accumulate ? y[yo + 3] : 0;
    for (int t = 0; t < terms; t++) {
      int inA = ao + t * at;
      int inW = wo + t * wt;
      for (int p = 0; p < k; p++) {
        sum0 = Math.fma(a[inA], w[inW], sum0);
        sum1 = Math.fma(a[inA + 1], w[inW + 1], sum1);
        sum2 = Math.fma(a[inA + 2], w[inW + 2], sum2);
        sum3 = Math.fma(a[inA + 3], w[inW + 3], sum3);
        inA += ap;
        inW += wp;
      }
    }
    y[yo] = sum0;
    y[yo + 1] = sum1;
    y[yo + 2] = sum2;
    y[yo + 3] = sum3;
  }
}
