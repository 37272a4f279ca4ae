package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Winograd's transforms with channels as lanes; channels that do not fill a vector go to the scalar kernels. */
final class VectorWinograd {

  private VectorWinograd() {}

  static void input(
      int n, float[] x, int xo, int xRow, int xPixel, float[] v, int vo, int vPlane, float[] t, int to) {
    int end = SPECIES.loopBound(n);
    for (int c = 0; c < end; c += COUNT) {
      for (int j = 0; j < 6; j++) {
        input(x, xo + c + j * xPixel, xRow, t, to + j * COUNT, 6 * COUNT);
      }
      for (int i = 0; i < 6; i++) {
        input(t, to + i * 6 * COUNT, COUNT, v, vo + c + i * 6 * vPlane, vPlane);
      }
    }
    ScalarWinograd.input(end, n, x, xo, xRow, xPixel, v, vo, vPlane, t, to);
  }

  private static void input(float[] x, int xo, int step, float[] y, int yo, int yStep) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, x, xo);
    FloatVector d1 = FloatVector.fromArray(SPECIES, x, xo + step);
    FloatVector d2 = FloatVector.fromArray(SPECIES, x, xo + 2 * step);
    FloatVector d3 = FloatVector.fromArray(SPECIES, x, xo + 3 * step);
    FloatVector d4 = FloatVector.fromArray(SPECIES, x, xo + 4 * step);
    FloatVector d5 = FloatVector.fromArray(SPECIES, x, xo + 5 * step);
    FloatVector p = d4.sub(d2.mul(4));
    FloatVector q = d3.sub(d1.mul(4));
    FloatVector r = d4.sub(d2);
    FloatVector s = d3.sub(d1).mul(2);
    d0.mul(4).add(d4).sub(d2.mul(5)).intoArray(y, yo);
    p.add(q).intoArray(y, yo + yStep);
    p.sub(q).intoArray(y, yo + 2 * yStep);
    r.add(s).intoArray(y, yo + 3 * yStep);
    r.sub(s).intoArray(y, yo + 4 * yStep);
    d1.mul(4).add(d5).sub(d3.mul(5)).intoArray(y, yo + 5 * yStep);
  }

  static void output(
      int n, float[] m, int mo, int mPlane, float[] y, int yo, int yRow, int yPixel, int rows, int columns, float[] t,
      int to) {
    int end = SPECIES.loopBound(n);
    for (int c = 0; c < end; c += COUNT) {
      for (int j = 0; j < 6; j++) {
        output(m, mo + c + j * mPlane, 6 * mPlane, t, to + j * COUNT, 6 * COUNT, 4);
      }
      for (int i = 0; i < rows; i++) {
        output(t, to + i * 6 * COUNT, COUNT, y, yo + c + i * yRow, yPixel, columns);
      }
    }
    ScalarWinograd.output(end, n, m, mo, mPlane, y, yo, yRow, yPixel, rows, columns, t, to);
  }

  private static void output(float[] m, int mo, int step, float[] y, int yo, int yStep, int count) {
    FloatVector m1 = FloatVector.fromArray(SPECIES, m, mo + step);
    FloatVector m2 = FloatVector.fromArray(SPECIES, m, mo + 2 * step);
    FloatVector m3 = FloatVector.fromArray(SPECIES, m, mo + 3 * step);
    FloatVector m4 = FloatVector.fromArray(SPECIES, m, mo + 4 * step);
    FloatVector p = m1.add(m2);
    FloatVector q = m1.sub(m2);
    FloatVector r = m3.add(m4);
    FloatVector s = m3.sub(m4);
    FloatVector.fromArray(SPECIES, m, mo).add(p).add(r).intoArray(y, yo);
    if (count > 1) {
      q.add(s.mul(2)).intoArray(y, yo + yStep);
    }
    if (count > 2) {
      p.add(r.mul(4)).intoArray(y, yo + 2 * yStep);
    }
    if (count > 3) {
      q.add(s.mul(8)).add(FloatVector.fromArray(SPECIES, m, mo + 5 * step)).intoArray(y, yo + 3 * yStep);
    }
  }

  static void kernel(int n, float[] w, int wo, int wTap, float[] u, int uo, int uPlane, float[] t, int to) {
    int end = SPECIES.loopBound(n);
    for (int c = 0; c < end; c += COUNT) {
      for (int j = 0; j < 3; j++) {
        kernel(w, wo + c + j * wTap, 3 * wTap, t, to + j * COUNT, 3 * COUNT);
      }
      for (int i = 0; i < 6; i++) {
        kernel(t, to + i * 3 * COUNT, COUNT, u, uo + c + i * 6 * uPlane, uPlane);
      }
    }
    ScalarWinograd.kernel(end, n, w, wo, wTap, u, uo, uPlane, t, to);
  }

  private static void kernel(float[] w, int wo, int step, float[] u, int uo, int uStep) {
    FloatVector w0 = FloatVector.fromArray(SPECIES, w, wo);
    FloatVector w1 = FloatVector.fromArray(SPECIES, w, wo + step);
    FloatVector w2 = FloatVector.fromArray(SPECIES, w, wo + 2 * step);
    FloatVector p = w0.add(w2).mul(-1f / 6);
    FloatVector q = w1.mul(-1f / 6);
    FloatVector r = w0.mul(1f / 24).add(w2.mul(1f / 6));
    FloatVector s = w1.mul(1f / 12);
    w0.mul(0.25f).intoArray(u, uo);
    p.add(q).intoArray(u, uo + uStep);
    p.sub(q).intoArray(u, uo + 2 * uStep);
    r.add(s).intoArray(u, uo + 3 * uStep);
    r.sub(s).intoArray(u, uo + 4 * uStep);
    w2.intoArray(u, uo + 5 * uStep);
  }
}
