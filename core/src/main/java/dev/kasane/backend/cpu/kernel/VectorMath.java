package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.INTS;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatMath}, operation by operation, for a vector at once. The comments there hold here. */
final class VectorMath {

  private VectorMath() {}

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  static FloatVector exp(FloatVector x) {
    FloatVector z = atMost(FloatMath.EXP_MAX, x);
    z = z.blend(FloatMath.EXP_MIN, z.compare(VectorOperators.LT, FloatMath.EXP_MIN));
    FloatVector t = z.fma(constant(FloatMath.LOG2_E), constant(FloatMath.ROUND));
    FloatVector r = reduce(z, t.sub(FloatMath.ROUND));
    IntVector n = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return expm1Reduced(r).add(1f).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  private static FloatVector atMost(float limit, FloatVector x) {
    return x.blend(limit, x.compare(VectorOperators.GT, limit));
  }

  private static FloatVector reduce(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(constant(-FloatMath.LN2_HIGH), x);
    return n.fma(constant(-FloatMath.LN2_LOW), r);
  }

  private static FloatVector expm1Reduced(FloatVector r) {
    FloatVector q = constant(FloatMath.E4).fma(r, constant(FloatMath.E3));
    q = q.fma(r, constant(FloatMath.E2));
    q = q.fma(r, constant(FloatMath.E1));
    q = q.fma(r, constant(FloatMath.E0));
    return r.mul(r).fma(q, r);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector normal = x.blend(x.mul(0x1p23f), tiny);
    IntVector bits = normal.reinterpretAsInts().sub(FloatMath.SQRT_HALF_BITS);
    FloatVector exponent = toFloats(bits.lanewise(VectorOperators.ASHR, 23));
    exponent = exponent.add(constant(0).blend(-23f, tiny));
    FloatVector f =
        bits.and(FloatMath.MANTISSA).add(FloatMath.SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
    FloatVector y = logReduced(f, exponent);
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    return y.blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not());
  }

  private static FloatVector toFloats(IntVector x) {
    // Exact for |x| < 2²²: no conversion instruction, whose Vector API form changes the species' type.
    return x.add(FloatMath.ROUND_BITS).reinterpretAsFloats().sub(FloatMath.ROUND);
  }

  private static FloatVector logReduced(FloatVector f, FloatVector k) {
    FloatVector p = constant(FloatMath.L7).fma(f, constant(FloatMath.L6));
    p = p.fma(f, constant(FloatMath.L5));
    p = p.fma(f, constant(FloatMath.L4));
    p = p.fma(f, constant(FloatMath.L3));
    p = p.fma(f, constant(FloatMath.L2));
    p = p.fma(f, constant(FloatMath.L1));
    p = p.fma(f, constant(FloatMath.L0));
    FloatVector square = f.mul(f);
    FloatVector rest = k.fma(constant(FloatMath.LN2_LOW), f.mul(p).mul(square));
    rest = constant(-0.5f).fma(square, rest);
    return k.fma(constant(FloatMath.LN2_HIGH), f.add(rest));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    VectorMask<Float> large = e.compare(VectorOperators.GT, FloatMath.SQRT2_MINUS_1);
    FloatVector f = e.blend(constant(0.5f).fma(e, constant(-0.5f)), large);
    return relu(x).add(logReduced(f, constant(0).blend(1f, large)));
  }

  static FloatVector sigmoid(FloatVector x) {
    return constant(1).div(exp(x.neg()).add(1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector z = atMost(FloatMath.TANH_MAX, x.abs()).mul(-2f);
    FloatVector t = z.fma(constant(FloatMath.LOG2_E), constant(FloatMath.ROUND));
    FloatVector r = reduce(z, t.sub(FloatMath.ROUND));
    FloatVector scale = powerOfTwo(t.reinterpretAsInts().sub(FloatMath.ROUND_BITS));
    FloatVector u = scale.fma(expm1Reduced(r), scale.sub(1f));
    return withSignOf(constant(0).sub(u).div(u.add(2f)), x);
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(0f, x.compare(VectorOperators.LE, 0f));
  }

  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    return erfLarge(atMost(FloatMath.ERF_MAX, a), x)
        .blend(erfSmall(x), a.compare(VectorOperators.LT, FloatMath.ERF_SPLIT));
  }

  private static FloatVector erfSmall(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = constant(FloatMath.F6).fma(z, constant(FloatMath.F5));
    p = p.fma(z, constant(FloatMath.F4));
    p = p.fma(z, constant(FloatMath.F3));
    p = p.fma(z, constant(FloatMath.F2));
    p = p.fma(z, constant(FloatMath.F1));
    p = p.fma(z, constant(FloatMath.F0));
    return x.fma(p, x);
  }

  private static FloatVector erfLarge(FloatVector z, FloatVector x) {
    FloatVector p = constant(FloatMath.G6).fma(z, constant(FloatMath.G5));
    p = p.fma(z, constant(FloatMath.G4));
    p = p.fma(z, constant(FloatMath.G3));
    p = p.fma(z, constant(FloatMath.G2));
    p = p.fma(z, constant(FloatMath.G1));
    p = p.fma(z, constant(FloatMath.G0));
    return withSignOf(constant(1).sub(exp(p)), x);
  }

  private static FloatVector withSignOf(FloatVector magnitude, FloatVector sign) {
    IntVector signBit = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
    return magnitude.reinterpretAsInts().or(signBit).reinterpretAsFloats();
  }

  /** sin(x + quarter · π/2) for |x| up to {@link FloatMath#TRIG_MAX}. */
  static FloatVector trig(FloatVector x, int quarter) {
    FloatVector t = x.fma(constant(FloatMath.TWO_OVER_PI), constant(FloatMath.ROUND));
    FloatVector n = t.sub(FloatMath.ROUND);
    FloatVector r = n.fma(constant(-FloatMath.PI2_HIGH), x);
    r = n.fma(constant(-FloatMath.PI2_MID), r);
    r = n.fma(constant(-FloatMath.PI2_LOW), r);
    IntVector quadrant = t.reinterpretAsInts().add(quarter);
    FloatVector z = r.mul(r);
    FloatVector sine = constant(FloatMath.S2).fma(z, constant(FloatMath.S1)).fma(z, constant(FloatMath.S0));
    sine = r.mul(sine.fma(z, constant(1)));
    FloatVector cosine = constant(FloatMath.C2).fma(z, constant(FloatMath.C1)).fma(z, constant(FloatMath.C0));
    cosine = cosine.fma(z, constant(-0.5f)).fma(z, constant(1));
    // Bit 0 of the quadrant as a mask chooses; bit 1, moved to the sign, negates.
    IntVector odd = IntVector.zero(INTS).sub(quadrant.and(1));
    IntVector bits = cosine.reinterpretAsInts().and(odd).or(sine.reinterpretAsInts().and(odd.not()));
    IntVector negate = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    return bits.lanewise(VectorOperators.XOR, negate).reinterpretAsFloats();
  }

  static FloatVector sign(FloatVector x) {
    FloatVector y = x.blend(1f, x.compare(VectorOperators.GT, 0f));
    return y.blend(-1f, x.compare(VectorOperators.LT, 0f));
  }
}
