package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;

/**
 * With e the distance of output and target: {@code e² / 2} where e ≤ delta, {@code delta · e − delta² / 2} beyond
 * (Huber 1964), the mean over all values of a sample. Targets have the output's shape.
 *
 * @param delta where the parabola becomes a line, above 0; Keras's default is 1
 */
public record Huber(double delta) implements Loss {

  /** Checks the range. */
  public Huber {
    Checks.positive("Huber", "delta", delta);
  }

  /** With delta 1. */
  public Huber() {
    this(1);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node distance = Ops.abs(Ops.sub(outputs, targets));
    // With q = min(e, delta), both branches are q · (e − q / 2).
    Node q = Ops.min(distance, delta);
    return PerSample.mean(Ops.mul(q, Ops.sub(distance, Ops.mul(q, 0.5))));
  }

  @Override
  public Shape targetShape(Shape output) {
    return output;
  }
}
