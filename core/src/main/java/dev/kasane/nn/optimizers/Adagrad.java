package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.Objects;

/**
 * Steps divided by the root of all squared gradients so far (Duchi, Hazan and Singer 2011), as Keras writes it: {@code
 * s ← s + g²; w ← w − learningRate · g / √(s + epsilon)}.
 *
 * @param learningRate default 0.01; Keras's is 0.001
 * @param initialAccumulator where s starts, 0 or above; default 0.1
 * @param epsilon above 0; default 1e−7
 */
public record Adagrad(Schedule learningRate, double initialAccumulator, double epsilon) implements Optimizer {

  /** Checks the ranges. */
  public Adagrad {
    Objects.requireNonNull(learningRate, "learningRate");
    Checks.notNegative("Adagrad", "initialAccumulator", initialAccumulator);
    Checks.positive("Adagrad", "epsilon", epsilon);
  }

  /** With Keras's defaults. */
  public Adagrad(Schedule learningRate) {
    this(learningRate, 0.1, 1e-7);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Adagrad withLearningRate(Schedule schedule) {
    return new Adagrad(schedule, initialAccumulator, epsilon);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node slot = context.slot("accumulator", initialAccumulator);
    Node sum = Ops.add(slot, Ops.square(gradient));
    context.setSlot(slot, sum);
    Node step = Ops.div(Ops.mul(gradient, context.learningRate()), Ops.sqrt(Ops.add(sum, epsilon)));
    return Ops.sub(parameter, step);
  }
}
