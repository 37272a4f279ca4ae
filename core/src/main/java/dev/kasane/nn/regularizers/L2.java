package dev.kasane.nn.regularizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;

/**
 * {@code l2 · Σw²}, as in Keras: without the factor ½ that some texts put there.
 *
 * @param l2 0 or above
 */
public record L2(double l2) implements Regularizer {

  /** Checks the range. */
  public L2 {
    Checks.notNegative("L2", "l2", l2);
  }

  @Override
  public Node penalty(Node parameter) {
    return Ops.mul(Ops.sum(Ops.square(parameter)), l2);
  }
}
