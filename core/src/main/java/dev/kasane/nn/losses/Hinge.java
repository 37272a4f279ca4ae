package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;

/**
 * The loss of a multi-class support vector machine: {@code Σ max(0, score − score of the right class + margin)} over
 * the wrong classes (Weston and Watkins 1999; ConvNetJS's {@code svm} with margin 1). Targets are class numbers 0 to
 * classes − 1: outputs {@code (n, ..., classes)}, targets {@code (n, ...)}. The mean over further axes. Scores are
 * plain numbers: end the network without softmax.
 *
 * @param margin by how much the right class must lead, above 0
 */
public record Hinge(double margin) implements Loss {

  /** Checks the range. */
  public Hinge {
    Checks.positive("Hinge", "margin", margin);
  }

  /** With margin 1. */
  public Hinge() {
    this(1);
  }

  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node right = PerSample.oneHot(targets, outputs);
    Node rightScore = Ops.sumKeepDims(Ops.mul(right, outputs), -1);
    Node excess = Ops.relu(Ops.add(Ops.sub(outputs, rightScore), margin));
    return PerSample.mean(Ops.sum(Ops.mul(excess, Ops.sub(1, right)), -1));
  }

  @Override
  public Shape targetShape(Shape output) {
    return PerSample.checkClasses(name(), output).without(-1);
  }

  @Override
  public int classes(Shape output) {
    return output.last();
  }
}
