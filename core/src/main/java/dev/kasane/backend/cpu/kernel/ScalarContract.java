package dev.kasane.backend.cpu.kernel;

/**
 * The contraction in rows: C's row takes one multiple of a row of B after the other, four in one pass. The inner loop
 * over columns is of the form that HotSpot turns into vector instructions.
 */
final class ScalarContract {

  private ScalarContract() {}

  static void contract(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int row = co + i * ci;
      if (!accumulate) {
        for (int j = 0; j < n; j++) {
          c[row + j] = 0;
        }
      }
      for (int t = 0; t < terms; t++) {
        addRows(n, k, a, ao + i * ai + t * at, ap, b, bo + t * bt, bp, c, row);
      }
    }
  }

  private static void addRows(int n, int k, float[] a, int ao, int ap, float[] b, int bo, int bp, float[] c, int co) {
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      int inA = ao + p * ap;
      addFourRows(n, a[inA], a[inA + ap], a[inA + 2 * ap], a[inA + 3 * ap], b, bo + p * bp, bp, c, co);
    }
    for (; p < k; p++) {
      addRow(n, a[ao + p * ap], b, bo + p * bp, c, co);
    }
  }

  private static void addRow(int n, float a, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(a, b[bo + j], c[co + j]);
    }
  }

  private static void addFourRows(
      int n, float a0, float a1, float a2, float a3, float[] b, int bo, int bp, float[] c, int co) {
    int b1 = bo + bp;
    int b2 = b1 + bp;
    int b3 = b2 + bp;
    for (int j = 0; j < n; j++) {
      float sum = Math.fma(a0, b[bo + j], c[co + j]);
      sum = Math.fma(a1, b[b1 + j], sum);
      sum = Math.fma(a2, b[b2 + j], sum);
      c[co + j] = Math.fma(a3, b[b3 + j], sum);
    }
  }
}
