package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2017): each parameter shrinks by the factor {@code 1 −
 * learningRate · weightDecay}, then takes {@link Adam}'s step.
 *
 * @param learningRate default 0.001
 * @param beta1 at least 0 and below 1; default 0.9
 * @param beta2 at least 0 and below 1; default 0.999
 * @param epsilon above 0; default 1e−7
 * @param weightDecay 0 or above; default 0.004, as in Keras
 */
public record AdamW(Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the ranges. */
  public AdamW {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.fraction("AdamW", "beta1", beta1);
    Checks.fraction("AdamW", "beta2", beta2);
    Checks.positive("AdamW", "epsilon", epsilon);
    Checks.notNegative("AdamW", "weightDecay", weightDecay);
  }

  /** With beta1 0.9, beta2 0.999, epsilon 1e−7 and weight decay 0.004. */
  public AdamW(Schedule learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7, 0.004);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public AdamW withLearningRate(Schedule schedule) {
    return new AdamW(schedule, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node kept = Ops.sub(1, Ops.mul(context.learningRate(), weightDecay));
    Node step = AdamStep.of(context, gradient, beta1, beta2, epsilon);
    return Ops.sub(Ops.mul(parameter, kept), step);
  }
}
