package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import java.util.List;

/**
 * While training, sets each value to 0 with probability {@code rate} and divides the others by {@code 1 − rate}, so
 * that their expected sum stays (Srivastava et al. 2014, the inverted form). Passes values on when predicting. Keeps
 * the shape.
 *
 * @param rate at least 0, below 1
 */
public record Dropout(double rate) implements Layer {

  /** Checks the rate. */
  public Dropout {
    Checks.fraction("Dropout", "rate", rate);
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    if (!context.training() || rate == 0) {
      return x;
    }
    Node random = context.random("mask", x.shape());
    Node kept = Ops.greaterEqual(random, context.graph().constant(rate));
    return Ops.mul(x, Ops.mul(kept, 1 / (1 - rate)));
  }
}
