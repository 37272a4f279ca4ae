package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/** The mean of each channel over the whole image. Input {@code (n, h, w, c)}, output {@code (n, c)}. */
public record GlobalAveragePool2d() implements Layer {

  @Override
  public String kind() {
    return "global_average_pooling2d";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    return Ops.mean(Inputs.image(context, inputs), 1, 2);
  }
}
