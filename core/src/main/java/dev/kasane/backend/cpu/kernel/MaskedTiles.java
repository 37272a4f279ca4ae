package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The contraction for the last columns, fewer than a vector has lanes. The others are masked: neither read nor written.
 */
final class MaskedTiles {

  private MaskedTiles() {}

  /** All rows of these columns; parameters as in {@link Kernels#contract}, columns below the number of lanes. */
  static void contract(
      int m, int k, int terms, int columns,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      tile4(k, terms, columns, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
    }
    for (; i < m; i++) {
      tile1(k, terms, columns, a, ao + i * ai, ap, at, b, bo, bp, bt, c, co + i * ci, accumulate);
    }
  }

  private static void tile4(
      int k, int terms, int columns,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, (1L << columns) - 1);
    int row1 = co + ci;
    int row2 = row1 + ci;
    int row3 = row2 + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co, mask);
      sum1 = FloatVector.fromArray(SPECIES, c, row1, mask);
      sum2 = FloatVector.fromArray(SPECIES, c, row2, mask);
      sum3 = FloatVector.fromArray(SPECIES, c, row3, mask);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB, mask);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        sum1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, sum1);
        sum2 = FloatVector.broadcast(SPECIES, a[a2]).fma(b0, sum2);
        sum3 = FloatVector.broadcast(SPECIES, a[a3]).fma(b0, sum3);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co, mask);
    sum1.intoArray(c, row1, mask);
    sum2.intoArray(c, row2, mask);
    sum3.intoArray(c, row3, mask);
  }

  private static void tile1(
      int k, int terms, int columns,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, (1L << columns) - 1);
    FloatVector sum0 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co, mask);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB, mask);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        a0 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co, mask);
  }
}
