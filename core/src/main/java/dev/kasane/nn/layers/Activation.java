package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import java.util.List;

/**
 * A function as a layer of its own. Keeps the shape.
 *
 * @param function applied to each value; softmax along the last axis
 */
public record Activation(ActivationFunction function) implements Layer {

  @Override
  public String kind() {
    return function.label();
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return function.apply(Inputs.single(context, inputs));
  }
}
