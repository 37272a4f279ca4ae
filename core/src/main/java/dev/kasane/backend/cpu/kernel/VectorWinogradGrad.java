package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Winograd's transforms for the gradient by a kernel; what does not fill a vector goes to the scalar kernels. */
final class VectorWinogradGrad {

  private VectorWinogradGrad() {}

  static void output(
      int n, float[] y, int yo, int yRow, int yPixel, float[] z, int zo, int zPlane, float[] t, int to) {
    int end = SPECIES.loopBound(n);
    for (int f = 0; f < end; f += COUNT) {
      for (int j = 0; j < 4; j++) {
        output(y, yo + f + j * yPixel, yRow, t, to + j * COUNT, 4 * COUNT);
      }
      for (int i = 0; i < 6; i++) {
        output(t, to + i * 4 * COUNT, COUNT, z, zo + f + i * 6 * zPlane, zPlane);
      }
    }
    ScalarWinogradGrad.output(end, n, y, yo, yRow, yPixel, z, zo, zPlane, t, to);
  }

  private static void output(float[] y, int yo, int step, float[] z, int zo, int zStep) {
    FloatVector y0 = FloatVector.fromArray(SPECIES, y, yo);
    FloatVector y1 = FloatVector.fromArray(SPECIES, y, yo + step);
    FloatVector y2 = FloatVector.fromArray(SPECIES, y, yo + 2 * step);
    FloatVector y3 = FloatVector.fromArray(SPECIES, y, yo + 3 * step);
    FloatVector p = y0.add(y2);
    FloatVector q = y1.add(y3);
    FloatVector r = y0.add(y2.mul(4));
    FloatVector s = y1.mul(2).add(y3.mul(8));
    y0.intoArray(z, zo);
    p.add(q).intoArray(z, zo + zStep);
    p.sub(q).intoArray(z, zo + 2 * zStep);
    r.add(s).intoArray(z, zo + 3 * zStep);
    r.sub(s).intoArray(z, zo + 4 * zStep);
    y3.intoArray(z, zo + 5 * zStep);
  }

  static void kernel(int n, float[] u, int uo, int uPlane, float[] w, int wo, int wTap, float[] t, int to) {
    int end = SPECIES.loopBound(n);
    for (int c = 0; c < end; c += COUNT) {
      for (int j = 0; j < 6; j++) {
        kernel(u, uo + c + j * uPlane, 6 * uPlane, t, to + j * COUNT, 6 * COUNT);
      }
      for (int i = 0; i < 3; i++) {
        kernel(t, to + i * 6 * COUNT, COUNT, w, wo + c + i * 3 * wTap, wTap);
      }
    }
    ScalarWinogradGrad.kernel(end, n, u, uo, uPlane, w, wo, wTap, t, to);
  }

  private static void kernel(float[] u, int uo, int step, float[] w, int wo, int wStep) {
    FloatVector u1 = FloatVector.fromArray(SPECIES, u, uo + step);
    FloatVector u2 = FloatVector.fromArray(SPECIES, u, uo + 2 * step);
    FloatVector u3 = FloatVector.fromArray(SPECIES, u, uo + 3 * step);
    FloatVector u4 = FloatVector.fromArray(SPECIES, u, uo + 4 * step);
    FloatVector p = u1.add(u2);
    FloatVector q = u1.sub(u2);
    FloatVector r = u3.add(u4);
    FloatVector s = u3.sub(u4);
    FloatVector.fromArray(SPECIES, u, uo).mul(0.25f).sub(p.mul(1f / 6)).add(r.mul(1f / 24)).intoArray(w, wo);
    s.mul(1f / 12).sub(q.mul(1f / 6)).intoArray(w, wo + wStep);
    r.sub(p).mul(1f / 6).add(FloatVector.fromArray(SPECIES, u, uo + 5 * step)).intoArray(w, wo + 2 * wStep);
  }
}
