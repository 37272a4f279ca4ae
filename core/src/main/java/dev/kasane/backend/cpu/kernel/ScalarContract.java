package dev.kasane.backend.cpu.kernel;

/**
 * The contraction in tiles of 4 × 4 numbers of C that stay in registers while the sum runs; rows and columns left over
 * by fours and ones. (HotSpot turns no loop over columns into vector instructions here, since it cannot know that C
 * and B do not overlap.)
 */
final class ScalarContract {

  private static final int TILE = 4;

  private ScalarContract() {}

  static void contract(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int i = 0;
    for (; i + TILE <= m; i += TILE) {
      int inA = ao + i * ai;
      int inC = co + i * ci;
      int j = 0;
      for (; j + TILE <= n; j += TILE) {
        tile(k, terms, a, inA, ai, ap, at, b, bo + j, bp, bt, c, inC + j, ci, accumulate);
      }
      for (int next = 0; next < TILE; next++) {
        row(j, n, k, terms, a, inA + next * ai, ap, at, b, bo, bp, bt, c, inC + next * ci, accumulate);
      }
    }
    for (; i < m; i++) {
      row(0, n, k, terms, a, ao + i * ai, ap, at, b, bo, bp, bt, c, co + i * ci, accumulate);
    }
  }

  /** Columns {@code from} to n of one row. */
  private static void row(
      int from, int n, int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    int j = from;
    for (; j + TILE <= n; j += TILE) {
      four(k, terms, a, ao, ap, at, b, bo + j, bp, bt, c, co + j, accumulate);
    }
    for (; j < n; j++) {
      one(k, terms, a, ao, ap, at, b, bo + j, bp, bt, c, co + j, accumulate);
    }
  }

  private static void one(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    float sum = accumulate ? c[co] : 0;
    for (int t = 0; t < terms; t++) {
      int inA = ao + t * at;
      int inB = bo + t * bt;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[inA], b[inB], sum);
        inA += ap;
        inB += bp;
      }
    }
    c[co] = sum;
  }

  private static void four(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    float sum0 = accumulate ? c[co] : 0;
    float sum1 = accumulate ? c[co + 1] : 0;
    float sum2 = accumulate ? c[co + 2] : 0;
    float sum3 = accumulate ? c[co + 3] : 0;
    for (int t = 0; t < terms; t++) {
      int inA = ao + t * at;
      int inB = bo + t * bt;
      for (int p = 0; p < k; p++) {
        sum0 = Math.fma(a[inA], b[inB], sum0);
        sum1 = Math.fma(a[inA], b[inB + 1], sum1);
        sum2 = Math.fma(a[inA], b[inB + 2], sum2);
        sum3 = Math.fma(a[inA], b[inB + 3], sum3);
        inA += ap;
        inB += bp;
      }
    }
    c[co] = sum0;
    c[co + 1] = sum1;
    c[co + 2] = sum2;
    c[co + 3] = sum3;
  }

  private static void tile(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    int row3 = row2 + ci;
    float sum00 = accumulate ? c[co] : 0;
    float sum01 = accumulate ? c[co + 1] : 0;
    float sum02 = accumulate ? c[co + 2] : 0;
    float sum03 = accumulate ? c[co + 3] : 0;
    float sum10 = accumulate ? c[row1] : 0;
    float sum11 = accumulate ? c[row1 + 1] : 0;
    float sum12 = accumulate ? c[row1 + 2] : 0;
    float sum13 = accumulate ? c[row1 + 3] : 0;
    float sum20 = accumulate ? c[row2] : 0;
    float sum21 = accumulate ? c[row2 + 1] : 0;
    float sum22 = accumulate ? c[row2 + 2] : 0;
    float sum23 = accumulate ? c[row2 + 3] : 0;
    float sum30 = accumulate ? c[row3] : 0;
    float sum31 = accumulate ? c[row3 + 1] : 0;
    float sum32 = accumulate ? c[row3 + 2] : 0;
    float sum33 = accumulate ? c[row3 + 3] : 0;
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      for (int p = 0; p < k; p++) {
        float b0 = b[inB];
        float b1 = b[inB + 1];
        float b2 = b[inB + 2];
        float b3 = b[inB + 3];
        float factor0 = a[a0];
        sum00 = Math.fma(factor0, b0, sum00);
        sum01 = Math.fma(factor0, b1, sum01);
        sum02 = Math.fma(factor0, b2, sum02);
        sum03 = Math.fma(factor0, b3, sum03);
        float factor1 = a[a1];
        sum10 = Math.fma(factor1, b0, sum10);
        sum11 = Math.fma(factor1, b1, sum11);
        sum12 = Math.fma(factor1, b2, sum12);
        sum13 = Math.fma(factor1, b3, sum13);
        float factor2 = a[a2];
        sum20 = Math.fma(factor2, b0, sum20);
        sum21 = Math.fma(factor2, b1, sum21);
        sum22 = Math.fma(factor2, b2, sum22);
        sum23 = Math.fma(factor2, b3, sum23);
        float factor3 = a[a3];
        sum30 = Math.fma(factor3, b0, sum30);
        sum31 = Math.fma(factor3, b1, sum31);
        sum32 = Math.fma(factor3, b2, sum32);
        sum33 = Math.fma(factor3, b3, sum33);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        inB += bp;
      }
    }
    c[co] = sum00;
    c[co + 1] = sum01;
    c[co + 2] = sum02;
    c[co + 3] = sum03;
    c[row1] = sum10;
    c[row1 + 1] = sum11;
    c[row1 + 2] = sum12;
    c[row1 + 3] = sum13;
    c[row2] = sum20;
    c[row2 + 1] = sum21;
    c[row2 + 2] = sum22;
    c[row2 + 3] = sum23;
    c[row3] = sum30;
    c[row3 + 1] = sum31;
    c[row3 + 2] = sum32;
    c[row3 + 3] = sum33;
  }
}
