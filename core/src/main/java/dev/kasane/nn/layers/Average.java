package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/** The mean of its inputs, element by element. Takes two inputs or more; shapes broadcast. */
public record Average() implements Layer {

  @Override
  public String kind() {
    return "average";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Ops.mul(new Add().apply(context, inputs), 1.0 / inputs.size());
  }
}
