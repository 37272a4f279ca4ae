package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The contraction for two vectors of columns. A tile of C is held in local vectors, that is in registers, over the
 * whole sum: written out because HotSpot keeps no array of vectors in registers, 8 × 2 because larger tiles gain
 * nothing. Each method stays below the 8000 bytecodes that HotSpot compiles.
 */
final class DoubleTiles {

  private DoubleTiles() {}

  /** All rows of these columns; parameters as in {@link Kernels#contract}. */
  static void contract(
      int m, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int rows;
    for (int i = 0; i < m; i += rows) {
      rows = Tiles.rows(Lanes.MANY_REGISTERS ? 8 : 5, m - i);
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
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    FloatVector sum20 = FloatVector.zero(SPECIES);
    FloatVector sum21 = FloatVector.zero(SPECIES);
    FloatVector sum30 = FloatVector.zero(SPECIES);
    FloatVector sum31 = FloatVector.zero(SPECIES);
    FloatVector sum40 = FloatVector.zero(SPECIES);
    FloatVector sum41 = FloatVector.zero(SPECIES);
    FloatVector sum50 = FloatVector.zero(SPECIES);
    FloatVector sum51 = FloatVector.zero(SPECIES);
    FloatVector sum60 = FloatVector.zero(SPECIES);
    FloatVector sum61 = FloatVector.zero(SPECIES);
    FloatVector sum70 = FloatVector.zero(SPECIES);
    FloatVector sum71 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
      sum10 = FloatVector.fromArray(SPECIES, c, row1);
      sum11 = FloatVector.fromArray(SPECIES, c, row1 + COUNT);
      sum20 = FloatVector.fromArray(SPECIES, c, row2);
      sum21 = FloatVector.fromArray(SPECIES, c, row2 + COUNT);
      sum30 = FloatVector.fromArray(SPECIES, c, row3);
      sum31 = FloatVector.fromArray(SPECIES, c, row3 + COUNT);
      sum40 = FloatVector.fromArray(SPECIES, c, row4);
      sum41 = FloatVector.fromArray(SPECIES, c, row4 + COUNT);
      sum50 = FloatVector.fromArray(SPECIES, c, row5);
      sum51 = FloatVector.fromArray(SPECIES, c, row5 + COUNT);
      sum60 = FloatVector.fromArray(SPECIES, c, row6);
      sum61 = FloatVector.fromArray(SPECIES, c, row6 + COUNT);
      sum70 = FloatVector.fromArray(SPECIES, c, row7);
      sum71 = FloatVector.fromArray(SPECIES, c, row7 + COUNT);
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
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        FloatVector factor1 = FloatVector.broadcast(SPECIES, a[a1]);
        sum10 = factor1.fma(b0, sum10);
        sum11 = factor1.fma(b1, sum11);
        FloatVector factor2 = FloatVector.broadcast(SPECIES, a[a2]);
        sum20 = factor2.fma(b0, sum20);
        sum21 = factor2.fma(b1, sum21);
        FloatVector factor3 = FloatVector.broadcast(SPECIES, a[a3]);
        sum30 = factor3.fma(b0, sum30);
        sum31 = factor3.fma(b1, sum31);
        FloatVector factor4 = FloatVector.broadcast(SPECIES, a[a4]);
        sum40 = factor4.fma(b0, sum40);
        sum41 = factor4.fma(b1, sum41);
        FloatVector factor5 = FloatVector.broadcast(SPECIES, a[a5]);
        sum50 = factor5.fma(b0, sum50);
        sum51 = factor5.fma(b1, sum51);
        FloatVector factor6 = FloatVector.broadcast(SPECIES, a[a6]);
        sum60 = factor6.fma(b0, sum60);
        sum61 = factor6.fma(b1, sum61);
        FloatVector factor7 = FloatVector.broadcast(SPECIES, a[a7]);
        sum70 = factor7.fma(b0, sum70);
        sum71 = factor7.fma(b1, sum71);
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
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
    sum10.intoArray(c, row1);
    sum11.intoArray(c, row1 + COUNT);
    sum20.intoArray(c, row2);
    sum21.intoArray(c, row2 + COUNT);
    sum30.intoArray(c, row3);
    sum31.intoArray(c, row3 + COUNT);
    sum40.intoArray(c, row4);
    sum41.intoArray(c, row4 + COUNT);
    sum50.intoArray(c, row5);
    sum51.intoArray(c, row5 + COUNT);
    sum60.intoArray(c, row6);
    sum61.intoArray(c, row6 + COUNT);
    sum70.intoArray(c, row7);
    sum71.intoArray(c, row7 + COUNT);
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
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    FloatVector sum20 = FloatVector.zero(SPECIES);
    FloatVector sum21 = FloatVector.zero(SPECIES);
    FloatVector sum30 = FloatVector.zero(SPECIES);
    FloatVector sum31 = FloatVector.zero(SPECIES);
    FloatVector sum40 = FloatVector.zero(SPECIES);
    FloatVector sum41 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
      sum10 = FloatVector.fromArray(SPECIES, c, row1);
      sum11 = FloatVector.fromArray(SPECIES, c, row1 + COUNT);
      sum20 = FloatVector.fromArray(SPECIES, c, row2);
      sum21 = FloatVector.fromArray(SPECIES, c, row2 + COUNT);
      sum30 = FloatVector.fromArray(SPECIES, c, row3);
      sum31 = FloatVector.fromArray(SPECIES, c, row3 + COUNT);
      sum40 = FloatVector.fromArray(SPECIES, c, row4);
      sum41 = FloatVector.fromArray(SPECIES, c, row4 + COUNT);
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
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        FloatVector factor1 = FloatVector.broadcast(SPECIES, a[a1]);
        sum10 = factor1.fma(b0, sum10);
        sum11 = factor1.fma(b1, sum11);
        FloatVector factor2 = FloatVector.broadcast(SPECIES, a[a2]);
        sum20 = factor2.fma(b0, sum20);
        sum21 = factor2.fma(b1, sum21);
        FloatVector factor3 = FloatVector.broadcast(SPECIES, a[a3]);
        sum30 = factor3.fma(b0, sum30);
        sum31 = factor3.fma(b1, sum31);
        FloatVector factor4 = FloatVector.broadcast(SPECIES, a[a4]);
        sum40 = factor4.fma(b0, sum40);
        sum41 = factor4.fma(b1, sum41);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        a4 += ap;
        inB += bp;
      }
    }
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
    sum10.intoArray(c, row1);
    sum11.intoArray(c, row1 + COUNT);
    sum20.intoArray(c, row2);
    sum21.intoArray(c, row2 + COUNT);
    sum30.intoArray(c, row3);
    sum31.intoArray(c, row3 + COUNT);
    sum40.intoArray(c, row4);
    sum41.intoArray(c, row4 + COUNT);
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
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    FloatVector sum20 = FloatVector.zero(SPECIES);
    FloatVector sum21 = FloatVector.zero(SPECIES);
    FloatVector sum30 = FloatVector.zero(SPECIES);
    FloatVector sum31 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
      sum10 = FloatVector.fromArray(SPECIES, c, row1);
      sum11 = FloatVector.fromArray(SPECIES, c, row1 + COUNT);
      sum20 = FloatVector.fromArray(SPECIES, c, row2);
      sum21 = FloatVector.fromArray(SPECIES, c, row2 + COUNT);
      sum30 = FloatVector.fromArray(SPECIES, c, row3);
      sum31 = FloatVector.fromArray(SPECIES, c, row3 + COUNT);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        FloatVector factor1 = FloatVector.broadcast(SPECIES, a[a1]);
        sum10 = factor1.fma(b0, sum10);
        sum11 = factor1.fma(b1, sum11);
        FloatVector factor2 = FloatVector.broadcast(SPECIES, a[a2]);
        sum20 = factor2.fma(b0, sum20);
        sum21 = factor2.fma(b1, sum21);
        FloatVector factor3 = FloatVector.broadcast(SPECIES, a[a3]);
        sum30 = factor3.fma(b0, sum30);
        sum31 = factor3.fma(b1, sum31);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        inB += bp;
      }
    }
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
    sum10.intoArray(c, row1);
    sum11.intoArray(c, row1 + COUNT);
    sum20.intoArray(c, row2);
    sum21.intoArray(c, row2 + COUNT);
    sum30.intoArray(c, row3);
    sum31.intoArray(c, row3 + COUNT);
  }

  private static void tile3(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    int row2 = row1 + ci;
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    FloatVector sum20 = FloatVector.zero(SPECIES);
    FloatVector sum21 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
      sum10 = FloatVector.fromArray(SPECIES, c, row1);
      sum11 = FloatVector.fromArray(SPECIES, c, row1 + COUNT);
      sum20 = FloatVector.fromArray(SPECIES, c, row2);
      sum21 = FloatVector.fromArray(SPECIES, c, row2 + COUNT);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        FloatVector factor1 = FloatVector.broadcast(SPECIES, a[a1]);
        sum10 = factor1.fma(b0, sum10);
        sum11 = factor1.fma(b1, sum11);
        FloatVector factor2 = FloatVector.broadcast(SPECIES, a[a2]);
        sum20 = factor2.fma(b0, sum20);
        sum21 = factor2.fma(b1, sum21);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        inB += bp;
      }
    }
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
    sum10.intoArray(c, row1);
    sum11.intoArray(c, row1 + COUNT);
    sum20.intoArray(c, row2);
    sum21.intoArray(c, row2 + COUNT);
  }

  private static void tile2(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int row1 = co + ci;
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
      sum10 = FloatVector.fromArray(SPECIES, c, row1);
      sum11 = FloatVector.fromArray(SPECIES, c, row1 + COUNT);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        FloatVector factor1 = FloatVector.broadcast(SPECIES, a[a1]);
        sum10 = factor1.fma(b0, sum10);
        sum11 = factor1.fma(b1, sum11);
        a0 += ap;
        a1 += ap;
        inB += bp;
      }
    }
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
    sum10.intoArray(c, row1);
    sum11.intoArray(c, row1 + COUNT);
  }

  private static void tile1(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co,
      boolean accumulate) {
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum00 = FloatVector.fromArray(SPECIES, c, co);
      sum01 = FloatVector.fromArray(SPECIES, c, co + COUNT);
    }
    for (int t = 0; t < terms; t++) {
      int inB = bo + t * bt;
      int a0 = ao + t * at;
      for (int p = 0; p < k; p++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, inB);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, inB + COUNT);
        FloatVector factor0 = FloatVector.broadcast(SPECIES, a[a0]);
        sum00 = factor0.fma(b0, sum00);
        sum01 = factor0.fma(b1, sum01);
        a0 += ap;
        inB += bp;
      }
    }
    sum00.intoArray(c, co);
    sum01.intoArray(c, co + COUNT);
  }
}
