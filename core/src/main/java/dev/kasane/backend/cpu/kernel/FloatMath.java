package dev.kasane.backend.cpu.kernel;

/**
 * Elementary functions in {@code float}. Each is a fixed sequence of IEEE operations that the vector kernels repeat
 * lane by lane: every machine, vector width and thread gives the same bits, unless {@code Math} is said to be used.
 * Polynomials are minimax fits (weighted least squares, reweighted until the error is level); the largest errors below
 * were measured against {@code Math}.
 */
public final class FloatMath {

  /** Added to and taken from a number below 2²² it rounds to the nearest whole number, left in the low bits. */
  public static final float ROUND = 0x1.8p23f;

  public static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN2_HIGH = 0x1.62e4p-1f;
  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** Beyond these e^x is infinite, or rounds to 0. */
  public static final float EXP_MAX = 89;

  public static final float EXP_MIN = -104;

  /** Here the exponent field of the power of two becomes 0, and with it the result. */
  public static final float NEGATIVE_EXP_MIN = -88;

  /** (e^r − 1 − r) / r² for |r| ≤ ln2 / 2. */
  public static final float E0 = 0x1p-1f;

  public static final float E1 = 0x1.55548ep-3f;
  public static final float E2 = 0x1.55545cp-5f;
  public static final float E3 = 0x1.123c78p-7f;
  public static final float E4 = 0x1.6db5bcp-10f;

  /** Bits of √½: mantissas are taken from [√½, √2). */
  public static final int SQRT_HALF_BITS = 0x3f3504f3;

  public static final int MANTISSA = 0x7fffff;

  /** (ln(1 + f) − f + f²/2) / f³ for 1 + f in [√½, √2]. */
  public static final float L0 = 0x1.55554ap-2f;

  public static final float L1 = -0x1.00022p-2f;
  public static final float L2 = 0x1.99a596p-3f;
  public static final float L3 = -0x1.54788ap-3f;
  public static final float L4 = 0x1.226e4ap-3f;
  public static final float L5 = -0x1.0ce07cp-3f;
  public static final float L6 = 0x1.07d0eep-3f;
  public static final float L7 = -0x1.41eep-4f;

  /** Above this log1p halves its argument. */
  public static final float SQRT2_MINUS_1 = 0x1.a82798p-2f;

  /** tanh of more is 1. */
  public static final float TANH_MAX = 20;

  /** erf has a polynomial below, 1 − erfc above. */
  public static final float ERF_SPLIT = 0.92f;

  /** erf of more is 1. */
  public static final float ERF_MAX = 4;

  /** erf(x) / x − 1 as a polynomial of x². */
  public static final float F0 = 0x1.06eba8p-3f;

  public static final float F1 = -0x1.812744p-2f;
  public static final float F2 = 0x1.ce2e34p-4f;
  public static final float F3 = -0x1.b8122ap-6f;
  public static final float F4 = 0x1.54ea6ap-8f;
  public static final float F5 = -0x1.ab6ebap-11f;
  public static final float F6 = 0x1.60bcdep-14f;

  /** ln(1 − erf(x)) as a polynomial of x. */
  public static final float G0 = -0x1.743c2cp-13f;

  public static final float G1 = -0x1.20b432p0f;
  public static final float G2 = -0x1.462cb2p-1f;
  public static final float G3 = -0x1.aa2312p-4f;
  public static final float G4 = 0x1.6cfcdep-6f;
  public static final float G5 = -0x1.908126p-9f;
  public static final float G6 = 0x1.9d8518p-13f;

  /** Beyond this the reduction by multiples of π/2 would lose digits. */
  public static final float TRIG_MAX = 10_000;

  public static final float TWO_OVER_PI = 0x1.45f306p-1f;
  /** π/2 in three parts, all positive so that the sign of zero survives the reduction. */
  public static final float PI2_HIGH = 0x1.921fb4p0f;

  public static final float PI2_MID = 0x1.4442d0p-24f;
  public static final float PI2_LOW = 0x1.846988p-48f;

  /** (sin(r) / r − 1) / r² and (cos(r) − 1 + r²/2) / r⁴ as polynomials of r², for |r| ≤ π/4. */
  public static final float S0 = -0x1.555546p-3f;

  public static final float S1 = 0x1.110756p-7f;
  public static final float S2 = -0x1.994b4p-13f;
  public static final float C0 = 0x1.55554ap-5f;
  public static final float C1 = -0x1.6c0c82p-10f;
  public static final float C2 = 0x1.99ff4p-16f;

  private FloatMath() {}

  /** eˣ within 2 ulp; gradual underflow to 0 below −103.9, infinity above 88.7. */
  static float exp(float x) {
    float z = x > EXP_MAX ? EXP_MAX : x;
    z = z < EXP_MIN ? EXP_MIN : z;
    float t = Math.fma(z, LOG2_E, ROUND);
    float r = reduce(z, t - ROUND);
    int n = Float.floatToRawIntBits(t) - ROUND_BITS;
    // Two factors, since 2ⁿ alone may not be a normal number.
    int half = n >> 1;
    return (1 + expm1Reduced(r)) * powerOfTwo(half) * powerOfTwo(n - half);
  }

  /** eˣ for x ≤ 0 within 2 ulp; results below the smallest normal number are 0. */
  static float expOfNegative(float x) {
    float z = x < NEGATIVE_EXP_MIN ? NEGATIVE_EXP_MIN : x;
    float t = Math.fma(z, LOG2_E, ROUND);
    float r = reduce(z, t - ROUND);
    return (1 + expm1Reduced(r)) * powerOfTwo(Float.floatToRawIntBits(t) - ROUND_BITS);
  }

  private static float reduce(float x, float n) {
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  private static float expm1Reduced(float r) {
    float q = Math.fma(E4, r, E3);
    q = Math.fma(q, r, E2);
    q = Math.fma(q, r, E1);
    q = Math.fma(q, r, E0);
    return Math.fma(r * r, q, r);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /** Natural logarithm within 2 ulp. */
  static float log(float x) {
    if (!(x < Float.POSITIVE_INFINITY)) {
      return x;
    }
    if (x <= 0) {
      return x < 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
    }
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x) - SQRT_HALF_BITS;
    float exponent = (bits >> 23) + (tiny ? -23f : 0f);
    float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF_BITS) - 1;
    return logReduced(f, exponent);
  }

  /** ln((1 + f) 2ᵏ). */
  private static float logReduced(float f, float k) {
    float p = Math.fma(L7, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    float square = f * f;
    float rest = Math.fma(k, LN2_LOW, f * p * square);
    rest = Math.fma(-0.5f, square, rest);
    return Math.fma(k, LN2_HIGH, f + rest);
  }

  /** ln(1 + eˣ) within 3 ulp; 0 below −87.7. */
  static float softplus(float x) {
    float e = expOfNegative(-Math.abs(x));
    boolean large = e > SQRT2_MINUS_1;
    float f = large ? Math.fma(0.5f, e, -0.5f) : e;
    return relu(x) + logReduced(f, large ? 1f : 0f);
  }

  /** 1 / (1 + e⁻ˣ) within 3 ulp; 0 below −88.7. */
  static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /** Hyperbolic tangent within 3 ulp, from e^(−2|x|) − 1. */
  static float tanh(float x) {
    float a = Math.abs(x);
    float z = -2 * (a > TANH_MAX ? TANH_MAX : a);
    float t = Math.fma(z, LOG2_E, ROUND);
    float r = reduce(z, t - ROUND);
    float scale = powerOfTwo(Float.floatToRawIntBits(t) - ROUND_BITS);
    float u = Math.fma(scale, expm1Reduced(r), scale - 1);
    return withSignOf((0 - u) / (2 + u), x);
  }

  /** max(x, 0), and NaN for NaN. */
  static float relu(float x) {
    return x <= 0 ? 0 : x;
  }

  /** Gauss error function within 3 ulp. */
  static float erf(float x) {
    float a = Math.abs(x);
    if (a < ERF_SPLIT) {
      float z = x * x;
      float p = Math.fma(F6, z, F5);
      p = Math.fma(p, z, F4);
      p = Math.fma(p, z, F3);
      p = Math.fma(p, z, F2);
      p = Math.fma(p, z, F1);
      p = Math.fma(p, z, F0);
      return Math.fma(x, p, x);
    }
    float z = a > ERF_MAX ? ERF_MAX : a;
    float p = Math.fma(G6, z, G5);
    p = Math.fma(p, z, G4);
    p = Math.fma(p, z, G3);
    p = Math.fma(p, z, G2);
    p = Math.fma(p, z, G1);
    p = Math.fma(p, z, G0);
    return withSignOf(1 - expOfNegative(p), x);
  }

  private static float withSignOf(float magnitude, float sign) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(magnitude) | (Float.floatToRawIntBits(sign) & Integer.MIN_VALUE));
  }

  /** Sine within 2 ulp, or 1e−7 near its zeros; that of {@code Math} for |x| above 10,000. */
  static float sin(float x) {
    return Math.abs(x) > TRIG_MAX ? (float) Math.sin(x) : trig(x, 0);
  }

  /** Cosine within 2 ulp, or 1e−7 near its zeros; that of {@code Math} for |x| above 10,000. */
  static float cos(float x) {
    return Math.abs(x) > TRIG_MAX ? (float) Math.cos(x) : trig(x, 1);
  }

  /** sin(x + quarter · π/2). */
  private static float trig(float x, int quarter) {
    float t = Math.fma(x, TWO_OVER_PI, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -PI2_LOW, Math.fma(n, -PI2_MID, Math.fma(n, -PI2_HIGH, x)));
    int quadrant = Float.floatToRawIntBits(t) + quarter;
    float z = r * r;
    float sine = r * Math.fma(Math.fma(Math.fma(S2, z, S1), z, S0), z, 1);
    float cosine = Math.fma(Math.fma(Math.fma(Math.fma(C2, z, C1), z, C0), z, -0.5f), z, 1);
    float y = (quadrant & 1) == 0 ? sine : cosine;
    return (quadrant & 2) == 0 ? y : -y;
  }

  /**
   * aᵇ, that of {@code Math} in double: a vector form good to the last bits would need the logarithm in two floats.
   * Exact shortcuts for the exponents that occur in models.
   */
  static float pow(float a, float b) {
    if (b == 2) {
      return a * a;
    }
    if (b == 1) {
      return a;
    }
    if (b == 0.5f && a >= 0) {
      // Adding 0 makes −0 a 0.
      return (float) Math.sqrt(a) + 0f;
    }
    return (float) Math.pow(a, b);
  }

  /** −1, 0 or 1; zeros and NaN stay as they are. */
  static float sign(float x) {
    float y = x > 0 ? 1 : x;
    return x < 0 ? -1 : y;
  }
}
