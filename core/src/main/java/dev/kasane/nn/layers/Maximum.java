package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/** The largest of its inputs, element by element. Takes two inputs or more; shapes broadcast. */
public record Maximum() implements Layer {

  @Override
  public String kind() {
    return "maximum";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Inputs.several(context, inputs).stream().reduce(Ops::max).orElseThrow();
  }
}
