package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.ShapeException;
import dev.kasane.tensor.Shape;
import java.util.List;

/** Checks of what a layer is applied to. */
final class Inputs {

  private Inputs() {}

  /** The only input. */
  static Node single(LayerContext context, List<Node> inputs) {
    if (inputs.size() != 1) {
      throw new ShapeException(context.layerName() + ": expected one input, received " + inputs.size()
          + "; join them first, with concatenate() or add()");
    }
    return inputs.getFirst();
  }

  /** The only input, which must be images {@code (batch, height, width, channels)}. */
  static Node image(LayerContext context, List<Node> inputs) {
    Node x = single(context, inputs);
    Shape shape = x.shape();
    if (shape.rank() != 4) {
      String mend =
          shape.rank() == 3
              ? "; if the channel axis is missing, put reshape(" + shape.dim(1) + ", " + shape.dim(2) + ", 1) before it"
              : "; put reshape(height, width, channels) before it";
      throw new ShapeException(context.layerName()
          + ": expected images (batch, height, width, channels), received shape " + shape + mend);
    }
    return x;
  }

  /** The only input, which must be sequences {@code (batch, steps, features)}. */
  static Node sequence(LayerContext context, List<Node> inputs) {
    Node x = single(context, inputs);
    Shape shape = x.shape();
    if (shape.rank() != 3) {
      String mend =
          shape.rank() == 2
              ? "; if each step is one number, put reshape(" + shape.dim(1) + ", 1) before it"
              : "; put reshape(steps, features) before it";
      throw new ShapeException(context.layerName()
          + ": expected sequences (batch, steps, features), received shape " + shape + mend);
    }
    return x;
  }

  /** Two inputs or more, of equal rank. */
  static List<Node> several(LayerContext context, List<Node> inputs) {
    if (inputs.size() < 2) {
      throw new ShapeException(
          context.layerName() + ": expected at least two inputs to merge, received " + inputs.size());
    }
    int rank = inputs.getFirst().shape().rank();
    if (inputs.stream().anyMatch(input -> input.shape().rank() != rank)) {
      throw new ShapeException(context.layerName() + ": inputs to merge must have equally many axes, received shapes "
          + inputs.stream().map(Node::shape).toList() + "; put reshape or flatten before one of them");
    }
    return inputs;
  }
}
