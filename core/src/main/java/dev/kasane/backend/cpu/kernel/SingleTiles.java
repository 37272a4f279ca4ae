package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The contraction for one vector of columns. See {@link DoubleTiles} for why the tiles are written out.
 */
final class SingleTiles {

  private SingleTiles() {}

  /** All rows of this column of vectors; parameters as in {@link Kernels#contract}. */
  static void contract(
      int m, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int rows;
    for (int i = 0; i < m; i += rows) {
      rows = Tiles.rows(8, m - i);
      switch (rows) {
        case 8 -> tile8(k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
        case 5 -> tile5(k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
        case 4 -> tile4(k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
        case 3 -> tile3(k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
        case 2 -> tile2(k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, c, co + i * ci, ci, accumulate);
        default -> tile1(k, terms, a, ao + i * ai, ap, at, b, bo, bp, bt, c, co + i * ci, accumulate);
      }
    }
  }

  private static void tile8(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    int row3 = row2 + ci;
    int row4 = row3 + ci;
    int row5 = row4 + ci;
    int row6 = row5 + ci;
    int row7 = row6 + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    FloatVector sum4 = FloatVector.zero(SPECIES);
    FloatVector sum5 = FloatVector.zero(SPECIES);
    FloatVector sum6 = FloatVector.zero(SPECIES);
    FloatVector sum7 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
      sum1 = FloatVector.fromArray(SPECIES, c, row1);
      sum2 = FloatVector.fromArray(SPECIES, c, row2);
      sum3 = FloatVector.fromArray(SPECIES, c, row3);
      sum4 = FloatVector.fromArray(SPECIES, c, row4);
      sum5 = FloatVector.fromArray(SPECIES, c, row5);
      sum6 = FloatVector.fromArray(SPECIES, c, row6);
      sum7 = FloatVector.fromArray(SPECIES, c, row7);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      int a4 = a3 + ai;
      int a5 = a4 + ai;
      int a6 = a5 + ai;
      int a7 = a6 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        sum1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, sum1);
        sum2 = FloatVector.broadcast(SPECIES, a[a2]).fma(b0, sum2);
        sum3 = FloatVector.broadcast(SPECIES, a[a3]).fma(b0, sum3);
        sum4 = FloatVector.broadcast(SPECIES, a[a4]).fma(b0, sum4);
        sum5 = FloatVector.broadcast(SPECIES, a[a5]).fma(b0, sum5);
        sum6 = FloatVector.broadcast(SPECIES, a[a6]).fma(b0, sum6);
        sum7 = FloatVector.broadcast(SPECIES, a[a7]).fma(b0, sum7);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        a4 += ap;
        a5 += ap;
        a6 += ap;
        a7 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co);
    sum1.intoArray(c, row1);
    sum2.intoArray(c, row2);
    sum3.intoArray(c, row3);
    sum4.intoArray(c, row4);
    sum5.intoArray(c, row5);
    sum6.intoArray(c, row6);
    sum7.intoArray(c, row7);
  }

  private static void tile5(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    int row3 = row2 + ci;
    int row4 = row3 + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    FloatVector sum4 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
      sum1 = FloatVector.fromArray(SPECIES, c, row1);
      sum2 = FloatVector.fromArray(SPECIES, c, row2);
      sum3 = FloatVector.fromArray(SPECIES, c, row3);
      sum4 = FloatVector.fromArray(SPECIES, c, row4);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      int a4 = a3 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        sum1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, sum1);
        sum2 = FloatVector.broadcast(SPECIES, a[a2]).fma(b0, sum2);
        sum3 = FloatVector.broadcast(SPECIES, a[a3]).fma(b0, sum3);
        sum4 = FloatVector.broadcast(SPECIES, a[a4]).fma(b0, sum4);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        a4 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co);
    sum1.intoArray(c, row1);
    sum2.intoArray(c, row2);
    sum3.intoArray(c, row3);
    sum4.intoArray(c, row4);
  }

  private static void tile4(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    int row3 = row2 + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
      sum1 = FloatVector.fromArray(SPECIES, c, row1);
      sum2 = FloatVector.fromArray(SPECIES, c, row2);
      sum3 = FloatVector.fromArray(SPECIES, c, row3);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
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
    sum0.intoArray(c, co);
    sum1.intoArray(c, row1);
    sum2.intoArray(c, row2);
    sum3.intoArray(c, row3);
  }

  private static void tile3(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
      sum1 = FloatVector.fromArray(SPECIES, c, row1);
      sum2 = FloatVector.fromArray(SPECIES, c, row2);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        sum1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, sum1);
        sum2 = FloatVector.broadcast(SPECIES, a[a2]).fma(b0, sum2);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co);
    sum1.intoArray(c, row1);
    sum2.intoArray(c, row2);
  }

  private static void tile2(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
      sum1 = FloatVector.fromArray(SPECIES, c, row1);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        sum1 = FloatVector.broadcast(SPECIES, a[a1]).fma(b0, sum1);
        a0 += ap;
        a1 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co);
    sum1.intoArray(c, row1);
  }

  private static void tile1(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, c, co);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        sum0 = FloatVector.broadcast(SPECIES, a[a0]).fma(b0, sum0);
        a0 += ap;
        inB += bp;
      }
    }
    sum0.intoArray(c, co);
  }
}
