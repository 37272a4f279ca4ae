package dev.kasane.graph;

/** A function of one number, applied to each element. */
public enum UnaryFunction {
  /** −x. */
  NEG,
  /** |x|. */
  ABS,
  /** −1, 0 or 1. */
  SIGN,
  /** x². */
  SQUARE,
  /** √x. */
  SQRT,
  /** 1/x. */
  RECIPROCAL,
  /** eˣ. */
  EXP,
  /** ln x. */
  LOG,
  /** ln(1 + eˣ), computed without overflow as max(x, 0) + log1p(exp(−|x|)). */
  SOFTPLUS,
  /** 1/(1 + e⁻ˣ). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** max(x, 0). */
  RELU,
  /** Gauss error function. */
  ERF,
  /** Sine of radians. */
  SIN,
  /** Cosine of radians. */
  COS
}
