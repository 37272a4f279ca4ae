package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Ones;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code gamma · (x − mean) / √(variance + epsilon) + beta} for each channel of the last axis (Ioffe and Szegedy 2015).
 * Keeps the shape {@code (n, ..., c)}.
 *
 * <p>While training, mean and variance are the batch's, over all axes but the last; the variance is the mean squared
 * deviation, divided by the count and not by count − 1. Each step moves the running values: {@code moving = momentum ·
 * moving + (1 − momentum) · batch}, with that same variance, as Keras 3 and TensorFlow.js do. When predicting, the
 * running values are used.
 *
 * <p>Parameters: {@code gamma (c)} and {@code beta (c)}; states: {@code moving_mean (c)} and {@code moving_variance
 * (c)}.
 *
 * @param momentum share of the running values that stays, at least 0 and below 1; Keras's default is 0.99
 * @param epsilon added to the variance, above 0; Keras's default is 1e−3
 * @param center whether beta is added
 * @param scale whether gamma multiplies
 * @param betaInitializer beta's first value
 * @param gammaInitializer gamma's first value
 * @param movingMeanInitializer the running mean's first value
 * @param movingVarianceInitializer the running variance's first value
 * @param betaRegularizer penalty on beta, or null
 * @param gammaRegularizer penalty on gamma, or null
 */
public record BatchNormalization(
    double momentum,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Initializer movingMeanInitializer,
    Initializer movingVarianceInitializer,
    @Nullable Regularizer betaRegularizer,
    @Nullable Regularizer gammaRegularizer)
    implements Layer {

  /** Checks the ranges. */
  public BatchNormalization {
    Objects.requireNonNull(betaInitializer, "betaInitializer");
    Objects.requireNonNull(gammaInitializer, "gammaInitializer");
    Objects.requireNonNull(movingMeanInitializer, "movingMeanInitializer");
    Objects.requireNonNull(movingVarianceInitializer, "movingVarianceInitializer");
    Checks.fraction("BatchNormalization", "momentum", momentum);
    Checks.positive("BatchNormalization", "epsilon", epsilon);
  }

  /**
   * Keras's defaults: momentum 0.99, epsilon 1e−3, beta from 0, gamma from 1, running mean from 0 and variance from 1.
   */
  public BatchNormalization() {
    this(0.99, 1e-3, true, true, new Zeros(), new Ones(), new Zeros(), new Ones(), null, null);
  }

  /** With another share of the running values that stays. */
  public BatchNormalization momentum(double share) {
    return copy(share, epsilon, center, scale, betaInitializer, gammaInitializer);
  }

  /** With another number added to the variance. */
  public BatchNormalization epsilon(double number) {
    return copy(momentum, number, center, scale, betaInitializer, gammaInitializer);
  }

  /** With or without beta. */
  public BatchNormalization center(boolean use) {
    return copy(momentum, epsilon, use, scale, betaInitializer, gammaInitializer);
  }

  /** With or without gamma. */
  public BatchNormalization scale(boolean use) {
    return copy(momentum, epsilon, center, use, betaInitializer, gammaInitializer);
  }

  /** With another first value of beta. */
  public BatchNormalization betaInitializer(Initializer initializer) {
    return copy(momentum, epsilon, center, scale, initializer, gammaInitializer);
  }

  /** With another first value of gamma. */
  public BatchNormalization gammaInitializer(Initializer initializer) {
    return copy(momentum, epsilon, center, scale, betaInitializer, initializer);
  }

  private BatchNormalization copy(
      double momentum, double epsilon, boolean center, boolean scale, Initializer beta, Initializer gamma) {
    return new BatchNormalization(
        momentum, epsilon, center, scale, beta, gamma, movingMeanInitializer, movingVarianceInitializer,
        betaRegularizer, gammaRegularizer);
  }

  @Override
  public String kind() {
    return "batch_normalization";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          context.layerName() + ": expected (batch, ..., channels), received shape " + x.shape());
    }
    Shape channels = Shape.of(x.shape().last());
    Node movingMean = context.state("moving_mean", channels, movingMeanInitializer);
    Node movingVariance = context.state("moving_variance", channels, movingVarianceInitializer);
    Node mean = movingMean;
    Node variance = movingVariance;
    if (context.training()) {
      int[] axes = IntStream.range(0, x.shape().rank() - 1).toArray();
      mean = Ops.mean(x, axes);
      variance = Ops.mean(Ops.square(Ops.sub(x, mean)), axes);
      context.update(movingMean, moved(movingMean, mean));
      context.update(movingVariance, moved(movingVariance, variance));
    }
    Node deviation = Ops.sqrt(Ops.add(variance, epsilon));
    Node factor =
        scale
            ? Ops.div(context.parameter("gamma", channels, gammaInitializer, gammaRegularizer), deviation)
            : Ops.reciprocal(deviation);
    Node y = Ops.mul(Ops.sub(x, mean), factor);
    return center ? Ops.add(y, context.parameter("beta", channels, betaInitializer, betaRegularizer)) : y;
  }

  private Node moved(Node moving, Node batch) {
    return Ops.add(Ops.mul(moving, momentum), Ops.mul(batch, 1 - momentum));
  }
}
