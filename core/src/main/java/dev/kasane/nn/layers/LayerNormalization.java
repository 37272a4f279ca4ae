package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Ones;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * {@code gamma · (x − mean) / √(variance + epsilon) + beta}, mean and variance over the last axis of each position (Ba,
 * Kiros and Hinton 2016). Keeps the shape {@code (n, ..., c)} and does the same when training and when predicting. The
 * variance is the mean squared deviation, divided by the count. Parameters: {@code gamma (c)} and {@code beta (c)}.
 *
 * @param epsilon added to the variance, above 0; Keras's default is 1e−3, PyTorch's 1e−5
 * @param center whether beta is added
 * @param scale whether gamma multiplies
 * @param betaInitializer beta's first value
 * @param gammaInitializer gamma's first value
 */
public record LayerNormalization(
    double epsilon, boolean center, boolean scale, Initializer betaInitializer, Initializer gammaInitializer)
    implements Layer {

  /** Checks the range. */
  public LayerNormalization {
    Objects.requireNonNull(betaInitializer, "betaInitializer");
    Objects.requireNonNull(gammaInitializer, "gammaInitializer");
    Checks.positive("LayerNormalization", "epsilon", epsilon);
  }

  /** Keras's defaults: epsilon 1e−3, beta from 0, gamma from 1. */
  public LayerNormalization() {
    this(1e-3, true, true, new Zeros(), new Ones());
  }

  /** With another number added to the variance. */
  public LayerNormalization epsilon(double number) {
    return new LayerNormalization(number, center, scale, betaInitializer, gammaInitializer);
  }

  /** With or without beta. */
  public LayerNormalization center(boolean use) {
    return new LayerNormalization(epsilon, use, scale, betaInitializer, gammaInitializer);
  }

  /** With or without gamma. */
  public LayerNormalization scale(boolean use) {
    return new LayerNormalization(epsilon, center, use, betaInitializer, gammaInitializer);
  }

  /** With another first value of beta. */
  public LayerNormalization betaInitializer(Initializer initializer) {
    return new LayerNormalization(epsilon, center, scale, initializer, gammaInitializer);
  }

  /** With another first value of gamma. */
  public LayerNormalization gammaInitializer(Initializer initializer) {
    return new LayerNormalization(epsilon, center, scale, betaInitializer, initializer);
  }

  @Override
  public String kind() {
    return "layer_normalization";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          context.layerName() + ": expected (batch, ..., channels), received shape " + x.shape());
    }
    Shape channels = Shape.of(x.shape().last());
    Node centered = Ops.sub(x, Ops.meanKeepDims(x, -1));
    Node variance = Ops.meanKeepDims(Ops.square(centered), -1);
    Node y = Ops.mul(centered, Ops.reciprocal(Ops.sqrt(Ops.add(variance, epsilon))));
    if (scale) {
      y = Ops.mul(y, context.parameter("gamma", channels, gammaInitializer, null));
    }
    return center ? Ops.add(y, context.parameter("beta", channels, betaInitializer, null)) : y;
  }
}
