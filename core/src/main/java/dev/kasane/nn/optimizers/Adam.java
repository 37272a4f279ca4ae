package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Adam (Kingma and Ba 2014, algorithm 1): {@code m ← beta1 · m + (1 − beta1) · g; v ← beta2 · v + (1 − beta2) · g²; w ←
 * w − learningRate · (m / (1 − beta1ᵗ)) / (√(v / (1 − beta2ᵗ)) + epsilon)}, t counted from 1. As in PyTorch and
 * TensorFlow.js, epsilon is added after the correction; Keras adds it before, where it weighs {@code 1 / √(1 − beta2ᵗ)}
 * times more.
 *
 * @param learningRate default 0.001
 * @param beta1 share of the running mean that stays, at least 0 and below 1; default 0.9
 * @param beta2 share of the running mean square that stays, at least 0 and below 1; default 0.999
 * @param epsilon above 0; default 1e−7, as in Keras and TensorFlow.js
 */
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

  /** Checks the ranges. */
  public Adam {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.fraction("Adam", "beta1", beta1);
    Checks.fraction("Adam", "beta2", beta2);
    Checks.positive("Adam", "epsilon", epsilon);
  }

  /** With beta1 0.9, beta2 0.999 and epsilon 1e−7. */
  public Adam(Schedule learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Adam withLearningRate(Schedule schedule) {
    return new Adam(schedule, beta1, beta2, epsilon);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    return Ops.sub(parameter, AdamStep.of(context, gradient, beta1, beta2, epsilon));
  }
}
