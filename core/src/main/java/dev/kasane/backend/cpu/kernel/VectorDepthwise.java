package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums of products channel by channel, with channels as lanes. Sums of several rows are kept in registers at once, as in
 * {@link SingleTiles}; each is one chain in the order t, p.
 */
final class VectorDepthwise {

  private VectorDepthwise() {}

  static void depthwise(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate) {
    int j = 0;
    for (; j + COUNT <= n; j += COUNT) {
      int i = 0;
      for (; i + 8 <= m; i += 8) {
        tile8(k, terms, a, ao + j + i * ai, ai, ap, at, w, wo + j, wp, wt, y, yo + j + i * yi, yi, accumulate);
      }
      for (; i + 3 <= m; i += 3) {
        tile3(k, terms, a, ao + j + i * ai, ai, ap, at, w, wo + j, wp, wt, y, yo + j + i * yi, yi, accumulate);
      }
      for (; i < m; i++) {
        tile1(k, terms, a, ao + j + i * ai, ap, at, w, wo + j, wp, wt, y, yo + j + i * yi, accumulate);
      }
    }
    if (j == n) {
      return;
    }
    if (!Lanes.MASKS) {
      ScalarDepthwise.depthwise(m, j, n, k, terms, a, ao, ai, ap, at, w, wo, wp, wt, y, yo, yi, accumulate);
      return;
    }
    int i = 0;
    for (; i + 3 <= m; i += 3) {
      masked3(
          k, terms, n - j, a, ao + j + i * ai, ai, ap, at, w, wo + j, wp, wt, y, yo + j + i * yi, yi, accumulate);
    }
    for (; i < m; i++) {
      masked1(k, terms, n - j, a, ao + j + i * ai, ap, at, w, wo + j, wp, wt, y, yo + j + i * yi, accumulate);
    }
  }

  private static void tile8(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate) {
    int row1 = yo + yi;
    int row2 = row1 + yi;
    int row3 = row2 + yi;
    int row4 = row3 + yi;
    int row5 = row4 + yi;
    int row6 = row5 + yi;
    int row7 = row6 + yi;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    FloatVector sum4 = FloatVector.zero(SPECIES);
    FloatVector sum5 = FloatVector.zero(SPECIES);
    FloatVector sum6 = FloatVector.zero(SPECIES);
    FloatVector sum7 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, y, yo);
      sum1 = FloatVector.fromArray(SPECIES, y, row1);
      sum2 = FloatVector.fromArray(SPECIES, y, row2);
      sum3 = FloatVector.fromArray(SPECIES, y, row3);
      sum4 = FloatVector.fromArray(SPECIES, y, row4);
      sum5 = FloatVector.fromArray(SPECIES, y, row5);
      sum6 = FloatVector.fromArray(SPECIES, y, row6);
      sum7 = FloatVector.fromArray(SPECIES, y, row7);
    }
    for (int t = 0; t < terms; t++) {
      int inW = wo + t * wt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      int a3 = a2 + ai;
      int a4 = a3 + ai;
      int a5 = a4 + ai;
      int a6 = a5 + ai;
      int a7 = a6 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector factor = FloatVector.fromArray(SPECIES, w, inW);
        sum0 = FloatVector.fromArray(SPECIES, a, a0).fma(factor, sum0);
        sum1 = FloatVector.fromArray(SPECIES, a, a1).fma(factor, sum1);
        sum2 = FloatVector.fromArray(SPECIES, a, a2).fma(factor, sum2);
        sum3 = FloatVector.fromArray(SPECIES, a, a3).fma(factor, sum3);
        sum4 = FloatVector.fromArray(SPECIES, a, a4).fma(factor, sum4);
        sum5 = FloatVector.fromArray(SPECIES, a, a5).fma(factor, sum5);
        sum6 = FloatVector.fromArray(SPECIES, a, a6).fma(factor, sum6);
        sum7 = FloatVector.fromArray(SPECIES, a, a7).fma(factor, sum7);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        a3 += ap;
        a4 += ap;
        a5 += ap;
        a6 += ap;
        a7 += ap;
        inW += wp;
      }
    }
    sum0.intoArray(y, yo);
    sum1.intoArray(y, row1);
    sum2.intoArray(y, row2);
    sum3.intoArray(y, row3);
    sum4.intoArray(y, row4);
    sum5.intoArray(y, row5);
    sum6.intoArray(y, row6);
    sum7.intoArray(y, row7);
  }

  private static void tile3(
      int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate) {
    int row1 = yo + yi;
    int row2 = row1 + yi;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, y, yo);
      sum1 = FloatVector.fromArray(SPECIES, y, row1);
      sum2 = FloatVector.fromArray(SPECIES, y, row2);
    }
    for (int t = 0; t < terms; t++) {
      int inW = wo + t * wt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector factor = FloatVector.fromArray(SPECIES, w, inW);
        sum0 = FloatVector.fromArray(SPECIES, a, a0).fma(factor, sum0);
        sum1 = FloatVector.fromArray(SPECIES, a, a1).fma(factor, sum1);
        sum2 = FloatVector.fromArray(SPECIES, a, a2).fma(factor, sum2);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        inW += wp;
      }
    }
    sum0.intoArray(y, yo);
    sum1.intoArray(y, row1);
    sum2.intoArray(y, row2);
  }

  private static void tile1(
      int k, int terms,
      float[] a, int ao, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo,
      boolean accumulate) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, y, yo);
    }
    for (int t = 0; t < terms; t++) {
      int inW = wo + t * wt;
      int a0 = ao + t * at;
      for (int p = 0; p < k; p++) {
        FloatVector factor = FloatVector.fromArray(SPECIES, w, inW);
        sum0 = FloatVector.fromArray(SPECIES, a, a0).fma(factor, sum0);
        a0 += ap;
        inW += wp;
      }
    }
    sum0.intoArray(y, yo);
  }

  private static void masked3(
      int k, int terms, int channels,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate) {
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, (1L << channels) - 1);
    int row1 = yo + yi;
    int row2 = row1 + yi;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, y, yo, mask);
      sum1 = FloatVector.fromArray(SPECIES, y, row1, mask);
      sum2 = FloatVector.fromArray(SPECIES, y, row2, mask);
    }
    for (int t = 0; t < terms; t++) {
      int inW = wo + t * wt;
      int a0 = ao + t * at;
      int a1 = a0 + ai;
      int a2 = a1 + ai;
      for (int p = 0; p < k; p++) {
        FloatVector factor = FloatVector.fromArray(SPECIES, w, inW, mask);
        sum0 = FloatVector.fromArray(SPECIES, a, a0, mask).fma(factor, sum0);
        sum1 = FloatVector.fromArray(SPECIES, a, a1, mask).fma(factor, sum1);
        sum2 = FloatVector.fromArray(SPECIES, a, a2, mask).fma(factor, sum2);
        a0 += ap;
        a1 += ap;
        a2 += ap;
        inW += wp;
      }
    }
    sum0.intoArray(y, yo, mask);
    sum1.intoArray(y, row1, mask);
    sum2.intoArray(y, row2, mask);
  }

  private static void masked1(
      int k, int terms, int channels,
      float[] a, int ao, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo,
      boolean accumulate) {
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, (1L << channels) - 1);
    FloatVector sum0 = FloatVector.zero(SPECIES);
    if (accumulate) {
      sum0 = FloatVector.fromArray(SPECIES, y, yo, mask);
    }
    for (int t = 0; t < terms; t++) {
      int inW = wo + t * wt;
      int a0 = ao + t * at;
      for (int p = 0; p < k; p++) {
        FloatVector factor = FloatVector.fromArray(SPECIES, w, inW, mask);
        sum0 = FloatVector.fromArray(SPECIES, a, a0, mask).fma(factor, sum0);
        a0 += ap;
        inW += wp;
      }
    }
    sum0.intoArray(y, yo, mask);
  }}
