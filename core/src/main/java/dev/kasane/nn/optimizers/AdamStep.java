package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;

/** The step that {@link Adam} and {@link AdamW} share. */
final class AdamStep {

  private AdamStep() {}

  /**
   * The amount to take off a parameter: {@code learningRate · m̂ / (√v̂ + epsilon)} with {@code m̂ = m / (1 − beta1ᵗ)}
   * and {@code v̂ = v / (1 − beta2ᵗ)}. Multiplied by {@code c = √(1 − beta2ᵗ)} above and below, only two numbers change
   * with time, and the host computes them: {@code learningRate · (c / (1 − beta1ᵗ)) · m / (√v + c · epsilon)}.
   */
  static Node of(UpdateContext context, Node gradient, double beta1, double beta2, double epsilon) {
    Node m = Averages.slot(context, "first_moment", gradient, beta1);
    Node v = Averages.slot(context, "second_moment", Ops.square(gradient), beta2);
    Node correction = context.scalar("step_factor", t -> root(beta2, t) / (1 - StrictMath.pow(beta1, (double) t)));
    Node scaledEpsilon = context.scalar("epsilon", t -> root(beta2, t) * epsilon);
    Node rate = Ops.mul(context.learningRate(), correction);
    return Ops.div(Ops.mul(m, rate), Ops.add(Ops.sqrt(v), scaledEpsilon));
  }

  private static double root(double beta2, long step) {
    return StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step));
  }
}
