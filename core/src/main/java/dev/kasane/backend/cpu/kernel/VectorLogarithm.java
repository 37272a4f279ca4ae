package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The logarithms of {@link FloatMath}, operation by operation; the comments there hold here. */
final class VectorLogarithm {

  private VectorLogarithm() {}

  static void log(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMask<Float> tiny = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(0x1p23f), tiny).reinterpretAsInts().sub(FloatMath.SQRT_HALF_BITS);
      // An integer to a float without a conversion: added to the bits of a number whose last place is 1.
      IntVector exponent = bits.lanewise(VectorOperators.ASHR, 23).add(FloatMath.ROUND_BITS);
      FloatVector k = exponent.reinterpretAsFloats().sub(FloatMath.ROUND);
      k = k.add(FloatVector.zero(SPECIES).blend(-23f, tiny));
      FloatVector f = bits.and(FloatMath.MANTISSA).add(FloatMath.SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
      FloatVector p = VectorConstants.L7.fma(f, VectorConstants.L6).fma(f, VectorConstants.L5);
      p = p.fma(f, VectorConstants.L4).fma(f, VectorConstants.L3).fma(f, VectorConstants.L2);
      p = p.fma(f, VectorConstants.L1).fma(f, VectorConstants.L0);
      FloatVector square = f.mul(f);
      FloatVector rest = k.fma(VectorConstants.LN2_LOW, f.mul(p).mul(square));
      rest = VectorConstants.MINUS_HALF.fma(square, rest);
      FloatVector logarithm = k.fma(VectorConstants.LN2_HIGH, f.add(rest));
      logarithm = logarithm.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
      logarithm = logarithm.blend(Float.NaN, v.compare(VectorOperators.LT, 0f));
      VectorMask<Float> finite = v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY);
      v.blend(logarithm, finite).intoArray(y, yo + i);
    }
  }

  static void softplus(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector z = v.abs().neg();
      z = z.blend(FloatMath.NEGATIVE_EXP_MIN, z.compare(VectorOperators.LT, FloatMath.NEGATIVE_EXP_MIN));
      FloatVector t = z.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, z);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector power = q.add(1f).mul(scale);

      VectorMask<Float> large = power.compare(VectorOperators.GT, FloatMath.SQRT2_MINUS_1);
      FloatVector f = power.blend(VectorConstants.HALF.fma(power, VectorConstants.MINUS_HALF), large);
      FloatVector k = FloatVector.zero(SPECIES).blend(1f, large);
      FloatVector p = VectorConstants.L7.fma(f, VectorConstants.L6).fma(f, VectorConstants.L5);
      p = p.fma(f, VectorConstants.L4).fma(f, VectorConstants.L3).fma(f, VectorConstants.L2);
      p = p.fma(f, VectorConstants.L1).fma(f, VectorConstants.L0);
      FloatVector square = f.mul(f);
      FloatVector rest = k.fma(VectorConstants.LN2_LOW, f.mul(p).mul(square));
      rest = VectorConstants.MINUS_HALF.fma(square, rest);
      FloatVector logarithm = k.fma(VectorConstants.LN2_HIGH, f.add(rest));
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).add(logarithm).intoArray(y, yo + i);
    }
  }
}
