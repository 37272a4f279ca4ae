package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Stochastic gradient descent: {@code w ← w − learningRate · g}. With momentum (Polyak 1964), as Keras writes it:
 * {@code v ← momentum · v − learningRate · g; w ← w + v}; Nesterov's form (Sutskever et al. 2013) steps ahead: {@code w
 * ← w + momentum · v − learningRate · g}.
 *
 * @param learningRate Keras's default is 0.01
 * @param momentum at least 0, below 1; 0 keeps no velocity
 * @param nesterov whether to step ahead; needs momentum
 */
public record Sgd(Schedule learningRate, double momentum, boolean nesterov) implements Optimizer {

  /** Checks the ranges. */
  public Sgd {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.fraction("Sgd", "momentum", momentum);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Sgd: nesterov needs a momentum above 0, received 0; 0.9 is usual");
    }
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Sgd withLearningRate(Schedule schedule) {
    return new Sgd(schedule, momentum, nesterov);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node step = Ops.mul(gradient, context.learningRate());
    if (momentum == 0) {
      return Ops.sub(parameter, step);
    }
    Node slot = context.slot("velocity", 0);
    Node velocity = Ops.sub(Ops.mul(slot, momentum), step);
    context.setSlot(slot, velocity);
    return Ops.add(parameter, nesterov ? Ops.sub(Ops.mul(velocity, momentum), step) : velocity);
  }
}
