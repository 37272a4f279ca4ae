package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Nodes that one step computes.
 *
 * @param nodes in order of creation
 * @param again those of them that belong to another group, and are computed here once more instead of being read
 */
record Group(List<Node> nodes, Set<Node> again) {

  static Group of(List<Node> nodes) {
    return new Group(nodes, Set.of());
  }

  /** Whether it is a pass over elements. */
  boolean elementwise() {
    return nodes.getFirst().op() instanceof Op.Elementwise;
  }

  /** What it reads, each once. */
  List<Node> inputs() {
    List<Node> inputs = new ArrayList<>();
    for (Node node : nodes) {
      for (Node input : node.inputs()) {
        if (!nodes.contains(input) && !inputs.contains(input)) {
          inputs.add(input);
        }
      }
    }
    return inputs;
  }

  /** The row length that the operands of some nodes count by, and sums of rows: 0 if any will do. */
  static int cols(List<Node> nodes) {
    int cols = 0;
    for (Node node : nodes) {
      if (node.op() instanceof Op.Reduce) {
        cols = node.input(0).shape().last();
        continue;
      }
      for (Node input : node.inputs()) {
        switch (Broadcasting.kind(input.shape(), node.shape())) {
          case SUFFIX -> cols = input.shape().size();
          case COLUMN -> cols = node.shape().last();
          case FULL, SCALAR, OTHER -> {}
        }
      }
    }
    return cols;
  }
}
