package dev.kasane.explain;

import dev.kasane.graph.Node;
import dev.kasane.tensor.Shape;

/**
 * One number of a graph.
 *
 * @param node whose value it is part of
 * @param index its position there, in row-major order
 * @param value as computed
 */
public record Cell(Node node, int index, float value) {

  /** Its coordinates, one for each axis of the node's shape. */
  public int[] coordinates() {
    return coordinates(node.shape(), index);
  }

  /** The coordinates of a position in a shape. */
  static int[] coordinates(Shape shape, int index) {
    int[] at = new int[shape.rank()];
    int rest = index;
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return at;
  }

  /** The position of coordinates in a shape. */
  static int index(Shape shape, int... at) {
    int index = 0;
    for (int axis = 0; axis < at.length; axis++) {
      index = index * shape.dim(axis) + at[axis];
    }
    return index;
  }
}
