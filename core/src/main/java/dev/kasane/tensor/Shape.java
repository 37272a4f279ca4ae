package dev.kasane.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's axes, outermost first. Immutable. A scalar has rank 0 and size 1; images are {@code (batch,
 * height, width, channels)}.
 */
public final class Shape {

  /** The shape of a single number: rank 0, size 1. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    this.size = checkedSize(dims);
  }

  /**
   * Makes a shape from its axis sizes.
   *
   * @param dims axis sizes, outermost first, each at least 1
   * @throws IllegalArgumentException if a size is below 1 or the product exceeds {@link Integer#MAX_VALUE}
   */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  private static int checkedSize(int[] dims) {
    long size = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw new IllegalArgumentException("Shape " + text(dims) + ": each axis must be at least 1, received " + dim);
      }
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Shape " + text(dims) + ": more than " + Integer.MAX_VALUE + " elements; split it into smaller tensors");
      }
    }
    return (int) size;
  }

  /** Number of axes. */
  public int rank() {
    return dims.length;
  }

  /**
   * Size of one axis; negative counts from the end, so {@code dim(-1)} is the last axis.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /**
   * The non-negative index of an axis that may be counted from the end.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (index < 0 || index >= dims.length) {
      throw new IllegalArgumentException("Shape " + this + " has no axis " + axis + ": its rank is " + dims.length);
    }
    return index;
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** The size of the last axis; 1 for a scalar. */
  public int last() {
    return dims.length == 0 ? 1 : dims[dims.length - 1];
  }

  /** Axis sizes, outermost first; a fresh copy. */
  public int[] dims() {
    return dims.clone();
  }

  /** Row-major strides in elements, outermost first; a fresh copy. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  /** This shape with one axis of another size. */
  public Shape withDim(int axis, int size) {
    int[] changed = dims.clone();
    changed[axis(axis)] = size;
    return new Shape(changed);
  }

  /** This shape with an axis put in front: the shape of {@code size} such tensors stacked. */
  public Shape prepend(int size) {
    int[] longer = new int[dims.length + 1];
    longer[0] = size;
    System.arraycopy(dims, 0, longer, 1, dims.length);
    return new Shape(longer);
  }

  /** This shape without its first axis: the shape of one sample of a batch. */
  public Shape dropFirst() {
    if (dims.length == 0) {
      throw new IllegalArgumentException("A scalar has no first axis to drop");
    }
    return of(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /** This shape without one axis. */
  public Shape without(int axis) {
    int gone = axis(axis);
    int[] shorter = new int[dims.length - 1];
    for (int i = 0, j = 0; i < dims.length; i++) {
      if (i != gone) {
        shorter[j++] = dims[i];
      }
    }
    return of(shorter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The sizes in parentheses, such as {@code (128, 28, 28, 1)}; {@code ()} for a scalar. */
  @Override
  public String toString() {
    return text(dims);
  }

  private static String text(int[] dims) {
    return Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
