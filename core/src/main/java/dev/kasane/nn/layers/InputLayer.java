package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import java.util.List;

/**
 * Says the shape of one sample, without the batch axis. Passes values on unchanged.
 *
 * @param shape such as {@code [28, 28, 1]} for height, width and channels; each at least 1
 */
public record InputLayer(List<Integer> shape) implements Layer {

  /** Checks the sizes. */
  public InputLayer {
    shape = List.copyOf(shape);
    shape.forEach(size -> Checks.positive("InputLayer", "shape", size));
  }

  /** The shape of one sample. */
  public Shape sampleShape() {
    return Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public String kind() {
    return "input";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    Shape expected = sampleShape();
    if (x.shape().rank() == 0 || !x.shape().dropFirst().equals(expected)) {
      throw new ShapeException(context.layerName() + ": expected samples of shape " + expected
          + " after the batch axis, received shape " + x.shape() + "; reshape the data or change input(...)");
    }
    return x;
  }
}
