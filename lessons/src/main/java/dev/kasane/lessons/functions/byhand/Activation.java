package dev.kasane.lessons.functions.byhand;

/** What a neuron does with its sum. */
public enum Activation {
  /** x: no activation at all. */
  IDENTITY,
  /** 1 / (1 + e⁻ˣ), between 0 and 1. */
  SIGMOID,
  /** Hyperbolic tangent, between −1 and 1. */
  TANH,
  /** max(x, 0). */
  RELU;

  /** The function's value. */
  public double of(double x) {
    return switch (this) {
      case IDENTITY -> x;
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
    };
  }

  /** The function's slope, from its value y: each of these can be written so, which saves keeping the sum. */
  public double slope(double y) {
    return switch (this) {
      case IDENTITY -> 1;
      case SIGMOID -> y * (1 - y);
      case TANH -> 1 - y * y;
      case RELU -> y > 0 ? 1 : 0;
    };
  }
}
