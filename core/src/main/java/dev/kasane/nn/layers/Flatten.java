package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.List;

/** Each sample as one row, in row-major order. Input {@code (n, ...)}, output {@code (n, product of the rest)}. */
public record Flatten() implements Layer {

  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    int samples = x.shape().dim(0);
    return Ops.reshape(x, Shape.of(samples, x.shape().size() / samples));
  }
}
