package dev.kasane.convnetjs;

/** What follows a layer that says {@code activation: '...'}. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** The largest of each group. */
  MAXOUT;

  /** ConvNetJS's word for it. */
  public String word() {
    return switch (this) {
      case RELU -> "relu";
      case SIGMOID -> "sigmoid";
      case TANH -> "tanh";
      case MAXOUT -> "maxout";
    };
  }
}
