package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The functions of {@link FloatMath} around the exponential, operation by operation; the comments there hold here. */
final class VectorExponential {

  private VectorExponential() {}

  static void exp(int end, float[] x, int xo, float[] y, int yo) {
    exp(end, 1, x, xo, y, yo);
  }

  /** {@code y = e^(factor x)}. */
  private static void exp(int end, float factor, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector z = FloatVector.fromArray(SPECIES, x, xo + i).mul(factor);
      z = z.blend(FloatMath.EXP_MAX, z.compare(VectorOperators.GT, FloatMath.EXP_MAX));
      z = z.blend(FloatMath.EXP_MIN, z.compare(VectorOperators.LT, FloatMath.EXP_MIN));
      FloatVector t = z.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, z);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      FloatVector scale = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector rest = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      q.add(1f).mul(scale).mul(rest).intoArray(y, yo + i);
    }
  }

  static void sigmoid(int end, float[] x, int xo, float[] y, int yo) {
    exp(end, -1, x, xo, y, yo);
    for (int i = 0; i < end; i += COUNT) {
      FloatVector power = FloatVector.fromArray(SPECIES, y, yo + i);
      VectorConstants.ONE.div(power.add(1f)).intoArray(y, yo + i);
    }
  }

  static void tanh(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector z = v.abs();
      z = z.blend(FloatMath.TANH_MAX, z.compare(VectorOperators.GT, FloatMath.TANH_MAX)).mul(-2f);
      FloatVector t = z.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, z);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector u = scale.fma(q, scale.sub(1f));
      IntVector bits = FloatVector.zero(SPECIES).sub(u).div(u.add(2f)).reinterpretAsInts();
      bits.or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats().intoArray(y, yo + i);
    }
  }
}
