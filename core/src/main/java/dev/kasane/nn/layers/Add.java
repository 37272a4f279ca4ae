package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/** The sum of its inputs, element by element. Takes two inputs or more; shapes broadcast. */
public record Add() implements Layer {

  @Override
  public String kind() {
    return "add";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Inputs.several(context, inputs).stream().reduce(Ops::add).orElseThrow();
  }
}
