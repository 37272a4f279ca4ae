package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import java.util.List;
import java.util.Objects;

/**
 * A function as a layer of its own. Keeps the shape.
 *
 * @param function applied to each value; softmax along the last axis
 */
public record Activation(ActivationFunction function) implements Layer {

  /** Checks that nothing needed is missing. */
  public Activation {
    Objects.requireNonNull(function, "function");
  }

  @Override
  public String kind() {
    return function.label();
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return function.apply(Inputs.single(context, inputs));
  }
}
