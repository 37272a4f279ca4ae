package dev.kasane.nn.regularizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;

/**
 * {@code l1 · Σ|w| + l2 · Σw²}, as in Keras.
 *
 * @param l1 0 or above
 * @param l2 0 or above
 */
public record L1L2(double l1, double l2) implements Regularizer {

  /** Checks the ranges. */
  public L1L2 {
    Checks.notNegative("L1L2", "l1", l1);
    Checks.notNegative("L1L2", "l2", l2);
  }

  @Override
  public Node penalty(Node parameter) {
    return Ops.add(new L1(l1).penalty(parameter), new L2(l2).penalty(parameter));
  }
}
