package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import java.util.List;

/**
 * x where positive, {@code negativeSlope · x} elsewhere (Maas, Hannun and Ng 2013). Keeps the shape.
 *
 * @param negativeSlope finite; Keras's default is 0.3
 */
public record LeakyRelu(double negativeSlope) implements Layer {

  /** Checks the slope. */
  public LeakyRelu {
    Checks.finite("LeakyRelu", "negativeSlope", negativeSlope);
  }

  @Override
  public String kind() {
    return "leaky_relu";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Ops.leakyRelu(Inputs.single(context, inputs), negativeSlope);
  }
}
