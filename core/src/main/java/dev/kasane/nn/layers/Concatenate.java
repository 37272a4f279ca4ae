package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import java.util.List;

/**
 * Its inputs joined along one axis; they must agree on the others. Takes two inputs or more.
 *
 * @param axis counted with the batch axis as 0, or from the end as −1; not the batch axis itself
 */
public record Concatenate(int axis) implements Layer {

  /** Checks that the axis is not the batch axis. */
  public Concatenate {
    if (axis == 0) {
      throw new IllegalArgumentException(
          "Concatenate: axis 0 counts the samples and cannot be joined, received axis 0; use 1 or higher, or -1");
    }
  }

  @Override
  public String kind() {
    return "concatenate";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    int rank = Inputs.several(context, inputs).getFirst().shape().rank();
    int index = axis < 0 ? axis + rank : axis;
    if (index < 1 || index >= rank) {
      throw new ShapeException(context.layerName() + ": axis " + axis + " is not a sample axis of shape "
          + inputs.getFirst().shape() + "; expected 1 to " + (rank - 1) + " or -1 to -" + (rank - 1));
    }
    return Ops.concat(index, inputs);
  }
}
