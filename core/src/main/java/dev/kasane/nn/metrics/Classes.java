package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;

/** The right class of each sample, from either form of target. */
final class Classes {

  private Classes() {}

  /** Class numbers as they are; of targets in the outputs' shape, the class of the largest. */
  static Node numbers(Node targets, Node outputs) {
    if (targets.shape().equals(outputs.shape())) {
      return Ops.argMax(targets);
    }
    if (!targets.shape().equals(outputs.shape().without(-1))) {
      throw new ShapeException("expected targets of shape " + outputs.shape().without(-1) + " (class numbers) or "
          + outputs.shape() + " for outputs of shape " + outputs.shape() + ", received shape " + targets.shape());
    }
    return targets;
  }
}
