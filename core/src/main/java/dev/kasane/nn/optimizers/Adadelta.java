package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Steps in the size of former steps (Zeiler, "ADADELTA", 2012): {@code s ← rho · s + (1 − rho) · g²; d = g · √(u +
 * epsilon) / √(s + epsilon); u ← rho · u + (1 − rho) · d²; w ← w − learningRate · d}.
 *
 * @param learningRate the paper has none, which is 1; Keras's default is 0.001
 * @param rho share of the running values that stays, at least 0 and below 1; default 0.95
 * @param epsilon above 0; default 1e−7; the paper and ConvNetJS use 1e−6
 */
public record Adadelta(Schedule learningRate, double rho, double epsilon) implements Optimizer {

  /** Checks the ranges. */
  public Adadelta {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.fraction("Adadelta", "rho", rho);
    Checks.positive("Adadelta", "epsilon", epsilon);
  }

  /** With rho 0.95 and epsilon 1e−7. */
  public Adadelta(Schedule learningRate) {
    this(learningRate, 0.95, 1e-7);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public Adadelta withLearningRate(Schedule schedule) {
    return new Adadelta(schedule, rho, epsilon);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node square = Averages.slot(context, "mean_square", Ops.square(gradient), rho);
    Node stepSquare = context.slot("mean_step_square", 0);
    Node ratio = Ops.div(Ops.add(stepSquare, epsilon), Ops.add(square, epsilon));
    Node step = Ops.mul(gradient, Ops.sqrt(ratio));
    context.setSlot(stepSquare, Averages.moved(stepSquare, Ops.square(step), rho));
    return Ops.sub(parameter, Ops.mul(step, context.learningRate()));
  }
}
