package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.FloatMath;

/**
 * The functions of {@link FloatMath}, operation by operation, on vectors in local variables; the comments there hold
 * here. They give the same bits as those of {@code dev.kasane.backend.cpu.kernel}.
 */
final class LaneFunctions {

  private final LaneMath m;

  LaneFunctions(LaneMath m) {
    this.m = m;
  }

  int sign(int x) {
    int zero = m.zero();
    int positive = m.blend(x, m.all(1), m.compare("GT", x, zero));
    return m.blend(positive, m.all(-1), m.compare("LT", x, zero));
  }

  int relu(int x) {
    int zero = m.zero();
    return m.blend(x, zero, m.compare("LE", x, zero));
  }

  int exp(int x) {
    int z = atLeast(atMost(x, FloatMath.EXP_MAX), FloatMath.EXP_MIN);
    int t = rounded(z);
    int q = expm1Reduced(z, t);
    int exponent = exponent(t);
    int half = m.shift("ASHR", exponent, 1);
    int scaled = m.mul(m.add(q, m.all(1)), powerOfTwo(half));
    return m.mul(scaled, powerOfTwo(m.ints("sub", exponent, half)));
  }

  /** eˣ for x up to 0. */
  int expOfNegative(int x) {
    return expOfLimited(atLeast(x, FloatMath.NEGATIVE_EXP_MIN));
  }

  private int expOfLimited(int z) {
    int t = rounded(z);
    int q = expm1Reduced(z, t);
    return m.mul(m.add(q, m.all(1)), powerOfTwo(exponent(t)));
  }

  private int atMost(int x, float limit) {
    int bound = m.all(limit);
    return m.blend(x, bound, m.compare("GT", x, bound));
  }

  private int atLeast(int x, float limit) {
    int bound = m.all(limit);
    return m.blend(x, bound, m.compare("LT", x, bound));
  }

  /** x · log₂e with the nearest whole number in its low bits. */
  private int rounded(int x) {
    return m.fma(x, m.all(FloatMath.LOG2_E), m.all(FloatMath.ROUND));
  }

  private int exponent(int rounded) {
    return m.intsWith("sub", m.ints(rounded), FloatMath.ROUND_BITS);
  }

  private int powerOfTwo(int exponent) {
    return m.floats(m.shift("LSHL", m.intsWith("add", exponent, 127), 23));
  }

  private int expm1Reduced(int z, int rounded) {
    int whole = m.sub(rounded, m.all(FloatMath.ROUND));
    int r = m.fma(whole, m.all(-FloatMath.LN2_HIGH), z);
    r = m.fma(whole, m.all(-FloatMath.LN2_LOW), r);
    int q = polynomial(r, FloatMath.E4, FloatMath.E3, FloatMath.E2, FloatMath.E1, FloatMath.E0);
    return m.fma(m.mul(r, r), q, r);
  }

  /** By Horner's rule, highest power first. */
  private int polynomial(int x, float... coefficients) {
    int p = m.all(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      p = m.fma(p, x, m.all(coefficients[i]));
    }
    return p;
  }

  int log(int x) {
    int tiny = m.compare("LT", x, m.all(Float.MIN_NORMAL));
    int enlarged = m.blend(x, m.mul(x, m.all(0x1p23f)), tiny);
    int bits = m.intsWith("sub", m.ints(enlarged), FloatMath.SQRT_HALF_BITS);
    // An integer to a float without a conversion: added to the bits of a number whose last place is 1.
    int exponent = m.floats(m.intsWith("add", m.shift("ASHR", bits, 23), FloatMath.ROUND_BITS));
    int k = m.add(m.sub(exponent, m.all(FloatMath.ROUND)), m.blend(m.zero(), m.all(-23), tiny));
    int mantissa = m.intsWith("add", m.intsWith("and", bits, FloatMath.MANTISSA), FloatMath.SQRT_HALF_BITS);
    int logarithm = logReduced(m.sub(m.floats(mantissa), m.all(1)), k);
    int zero = m.zero();
    logarithm = m.blend(logarithm, m.all(Float.NEGATIVE_INFINITY), m.compare("EQ", x, zero));
    logarithm = m.blend(logarithm, m.all(Float.NaN), m.compare("LT", x, zero));
    return m.blend(x, logarithm, m.compare("LT", x, m.all(Float.POSITIVE_INFINITY)));
  }

  private int logReduced(int f, int k) {
    int p =
        polynomial(
            f, FloatMath.L7, FloatMath.L6, FloatMath.L5, FloatMath.L4, FloatMath.L3, FloatMath.L2, FloatMath.L1,
            FloatMath.L0);
    int square = m.mul(f, f);
    int rest = m.fma(k, m.all(FloatMath.LN2_LOW), m.mul(m.mul(f, p), square));
    rest = m.fma(m.all(-0.5f), square, rest);
    return m.fma(k, m.all(FloatMath.LN2_HIGH), m.add(f, rest));
  }

  int softplus(int x) {
    int e = expOfNegative(m.neg(m.abs(x)));
    int large = m.compare("GT", e, m.all(FloatMath.SQRT2_MINUS_1));
    int f = m.blend(e, m.fma(m.all(0.5f), e, m.all(-0.5f)), large);
    int k = m.blend(m.zero(), m.all(1), large);
    return m.add(relu(x), logReduced(f, k));
  }

  int sigmoid(int x) {
    int one = m.all(1);
    return m.div(one, m.add(exp(m.mul(x, m.all(-1))), one));
  }

  int tanh(int x) {
    int z = m.mul(atMost(m.abs(x), FloatMath.TANH_MAX), m.all(-2));
    int t = rounded(z);
    int q = expm1Reduced(z, t);
    int scale = powerOfTwo(exponent(t));
    int u = m.fma(scale, q, m.sub(scale, m.all(1)));
    return withSignOf(m.div(m.sub(m.zero(), u), m.add(u, m.all(2))), x);
  }

  int erf(int x) {
    int p =
        polynomial(
            m.mul(x, x), FloatMath.F6, FloatMath.F5, FloatMath.F4, FloatMath.F3, FloatMath.F2, FloatMath.F1,
            FloatMath.F0);
    int small = m.fma(x, p, x);
    int a = m.abs(x);
    int z = atMost(a, FloatMath.ERF_MAX);
    p =
        polynomial(
            z, FloatMath.G6, FloatMath.G5, FloatMath.G4, FloatMath.G3, FloatMath.G2, FloatMath.G1, FloatMath.G0);
    int large = withSignOf(m.sub(m.all(1), expOfLimited(p)), x);
    return m.blend(large, small, m.compare("LT", a, m.all(FloatMath.ERF_SPLIT)));
  }

  private int withSignOf(int magnitude, int sign) {
    int bit = m.intsWith("and", m.ints(sign), Integer.MIN_VALUE);
    return m.floats(m.ints("or", m.ints(magnitude), bit));
  }
}
