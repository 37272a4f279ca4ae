package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import java.util.List;

/**
 * x where positive, {@code alpha · (eˣ − 1)} elsewhere (Clevert, Unterthiner and Hochreiter 2015). Keeps the shape.
 *
 * @param alpha finite; Keras's default is 1
 */
public record Elu(double alpha) implements Layer {

  /** Checks alpha. */
  public Elu {
    Checks.finite("Elu", "alpha", alpha);
  }

  @Override
  public String kind() {
    return "elu";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Ops.elu(Inputs.single(context, inputs), alpha);
  }
}
