package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Steps divided by a running root mean square (Tieleman and Hinton 2012), as Keras writes it: {@code s ← rho · s + (1 −
 * rho) · g²; step = learningRate · g / √(s + epsilon)}; centred, the variance stands under the root: {@code a ← rho · a
 * + (1 − rho) · g; √(s − a² + epsilon)} (Graves 2013). {@code w ← w − step}, or with momentum {@code m ← momentum · m +
 * step; w ← w − m}.
 *
 * @param learningRate Keras's default is 0.001
 * @param rho share of the running values that stays, at least 0 and below 1; default 0.9
 * @param momentum at least 0, below 1; default 0
 * @param epsilon above 0; default 1e−7
 * @param centered whether the mean is taken off; default false
 */
public record RmsProp(Schedule learningRate, double rho, double momentum, double epsilon, boolean centered)
    implements Optimizer {

  /** Checks the ranges. */
  public RmsProp {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.fraction("RmsProp", "rho", rho);
    Checks.fraction("RmsProp", "momentum", momentum);
    Checks.positive("RmsProp", "epsilon", epsilon);
  }

  /** With Keras's defaults. */
  public RmsProp(Schedule learningRate) {
    this(learningRate, 0.9, 0, 1e-7, false);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public RmsProp withLearningRate(Schedule schedule) {
    return new RmsProp(schedule, rho, momentum, epsilon, centered);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node spread = Averages.slot(context, "mean_square", Ops.square(gradient), rho);
    if (centered) {
      Node mean = Averages.slot(context, "mean", gradient, rho);
      // Rounding may leave a variance a little below 0.
      spread = Ops.max(Ops.sub(spread, Ops.square(mean)), 0);
    }
    Node step = Ops.div(Ops.mul(gradient, context.learningRate()), Ops.sqrt(Ops.add(spread, epsilon)));
    if (momentum == 0) {
      return Ops.sub(parameter, step);
    }
    Node slot = context.slot("velocity", 0);
    Node velocity = Ops.add(Ops.mul(slot, momentum), step);
    context.setSlot(slot, velocity);
    return Ops.sub(parameter, velocity);
  }
}
