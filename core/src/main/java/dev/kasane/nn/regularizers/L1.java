package dev.kasane.nn.regularizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;

/**
 * {@code l1 · Σ|w|}, as in Keras.
 *
 * @param l1 0 or above
 */
public record L1(double l1) implements Regularizer {

  /** Checks the range. */
  public L1 {
    Checks.notNegative("L1", "l1", l1);
  }

  @Override
  public Node penalty(Node parameter) {
    return Ops.mul(Ops.sum(Ops.abs(parameter)), l1);
  }
}
