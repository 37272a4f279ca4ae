package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The error function of {@link FloatMath}, operation by operation; the comments there hold here. */
final class VectorErf {

  private VectorErf() {}

  static void erf(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector square = v.mul(v);
      FloatVector p = VectorConstants.F6.fma(square, VectorConstants.F5).fma(square, VectorConstants.F4);
      p = p.fma(square, VectorConstants.F3).fma(square, VectorConstants.F2);
      p = p.fma(square, VectorConstants.F1).fma(square, VectorConstants.F0);
      FloatVector small = v.fma(p, v);

      FloatVector a = v.abs();
      FloatVector z = a.blend(FloatMath.ERF_MAX, a.compare(VectorOperators.GT, FloatMath.ERF_MAX));
      p = VectorConstants.G6.fma(z, VectorConstants.G5).fma(z, VectorConstants.G4);
      p = p.fma(z, VectorConstants.G3).fma(z, VectorConstants.G2);
      p = p.fma(z, VectorConstants.G1).fma(z, VectorConstants.G0);
      FloatVector t = p.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, p);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      IntVector bits = VectorConstants.ONE.sub(q.add(1f).mul(scale)).reinterpretAsInts();
      bits = bits.or(v.reinterpretAsInts().and(Integer.MIN_VALUE));
      VectorMask<Float> isSmall = a.compare(VectorOperators.LT, FloatMath.ERF_SPLIT);
      bits.reinterpretAsFloats().blend(small, isSmall).intoArray(y, yo + i);
    }
  }
}
