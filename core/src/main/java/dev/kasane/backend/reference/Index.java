package dev.kasane.backend.reference;

import dev.kasane.tensor.Shape;

/** From a position in row-major order to an index per axis and back. */
final class Index {

  private Index() {}

  /** The index per axis of the element at {@code position}. */
  static int[] of(int position, Shape shape) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return index;
  }

  /** The position of the element at {@code index}. */
  static int position(int[] index, Shape shape) {
    int position = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      position = position * shape.dim(axis) + index[axis];
    }
    return position;
  }

  /**
   * The position in a smaller shape of the element that broadcasting puts at {@code index}: axes count from the end,
   * and an axis of size 1 is read at 0.
   */
  static int broadcastPosition(int[] index, Shape small) {
    int missing = index.length - small.rank();
    int position = 0;
    for (int axis = 0; axis < small.rank(); axis++) {
      position = position * small.dim(axis) + (small.dim(axis) == 1 ? 0 : index[missing + axis]);
    }
    return position;
  }
}
