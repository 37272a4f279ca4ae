package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.Locale;

/** Functions that follow a layer's sum. All keep the shape. */
public enum ActivationFunction {
  /** x. */
  LINEAR,
  /** max(x, 0). */
  RELU,
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** eˣ divided by its sum over the last axis. */
  SOFTMAX,
  /** x where positive, 0.2 x elsewhere: Keras's slope for the function; the {@link LeakyRelu} layer takes another. */
  LEAKY_RELU,
  /** x where positive, eˣ − 1 elsewhere. */
  ELU,
  /** x · Φ(x), Φ the normal distribution function, exact. */
  GELU,
  /** x · sigmoid(x), also called SiLU. */
  SWISH,
  /** ln(1 + eˣ). */
  SOFTPLUS;

  private static final double LEAKY_SLOPE = 0.2;

  /** Adds the function's nodes. */
  public Node apply(Node x) {
    return switch (this) {
      case LINEAR -> x;
      case RELU -> Ops.relu(x);
      case SIGMOID -> Ops.sigmoid(x);
      case TANH -> Ops.tanh(x);
      case SOFTMAX -> Ops.softmax(x);
      case LEAKY_RELU -> Ops.leakyRelu(x, LEAKY_SLOPE);
      case ELU -> Ops.elu(x, 1);
      case GELU -> Ops.gelu(x);
      case SWISH -> Ops.swish(x);
      case SOFTPLUS -> Ops.softplus(x);
    };
  }

  /** Its name in small letters, such as {@code leaky_relu}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
