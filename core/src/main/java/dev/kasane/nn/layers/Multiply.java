package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/** The product of its inputs, element by element. Takes two inputs or more; shapes broadcast. */
public record Multiply() implements Layer {

  @Override
  public String kind() {
    return "multiply";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Inputs.several(context, inputs).stream().reduce(Ops::mul).orElseThrow();
  }
}
