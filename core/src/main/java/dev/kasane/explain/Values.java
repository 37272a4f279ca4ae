package dev.kasane.explain;

import dev.kasane.graph.Node;

/** The values that one run of a graph has computed. */
@FunctionalInterface
public interface Values {

  /**
   * The value of a node.
   *
   * @return its elements in row-major order; the same array, unchanged, whenever it is asked for
   */
  float[] of(Node node);
}
