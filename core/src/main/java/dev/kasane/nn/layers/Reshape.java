package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.tensor.Shape;
import java.util.List;

/**
 * The same values of each sample under another shape, in row-major order.
 *
 * @param shape axis sizes of one sample, without the batch axis; one of them may be −1 and is then computed
 */
public record Reshape(List<Integer> shape) implements Layer {

  /** Checks the sizes. */
  public Reshape {
    shape = List.copyOf(shape);
    long open = shape.stream().filter(size -> size == -1).count();
    long positive = shape.stream().filter(size -> size > 0).count();
    if (open > 1 || open + positive < shape.size()) {
      throw new IllegalArgumentException(
          "Reshape: sizes must be at least 1, one of them may be -1; received " + shape);
    }
  }

  @Override
  public String kind() {
    return "reshape";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    int samples = x.shape().dim(0);
    int size = x.shape().size() / samples;
    long known = 1;
    for (int dim : shape) {
      known = Math.min(known * Math.abs(dim), Integer.MAX_VALUE);
    }
    boolean open = shape.contains(-1);
    if (open ? size % known != 0 : size != known) {
      throw new ShapeException(context.layerName() + ": samples of shape " + x.shape().dropFirst() + " have " + size
          + " values, which do not fill shape " + shape);
    }
    int rest = (int) (size / known);
    int[] dims = shape.stream().mapToInt(dim -> dim == -1 ? rest : dim).toArray();
    return Ops.reshape(x, Shape.of(dims).prepend(samples));
  }
}
