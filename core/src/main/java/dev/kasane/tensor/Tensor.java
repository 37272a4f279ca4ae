package dev.kasane.tensor;

import java.util.Arrays;

/**
 * A value on the host: a {@link Shape} and its {@code float} elements in row-major order. It is data only; what is
 * computed with tensors is described by a graph. Not thread-safe while written to.
 */
public final class Tensor {

  private final Shape shape;
  private final float[] data;

  private Tensor(Shape shape, float[] data) {
    this.shape = shape;
    this.data = data;
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new float[shape.size()]);
  }

  /** A tensor of zeros with the given axis sizes. */
  public static Tensor zeros(int... dims) {
    return zeros(Shape.of(dims));
  }

  /** A tensor with every element the same. */
  public static Tensor filled(Shape shape, float value) {
    float[] data = new float[shape.size()];
    Arrays.fill(data, value);
    return new Tensor(shape, data);
  }

  /** A single number, rank 0. */
  public static Tensor scalar(float value) {
    return new Tensor(Shape.SCALAR, new float[] {value});
  }

  /** A rank-1 tensor holding a copy of the values. */
  public static Tensor vector(float... values) {
    return new Tensor(Shape.of(values.length), values.clone());
  }

  /**
   * A rank-2 tensor from rows of equal length.
   *
   * @throws IllegalArgumentException if there are no rows or their lengths differ
   */
  public static Tensor matrix(float[]... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Tensor.matrix: expected at least one row, received none");
    }
    int columns = rows[0].length;
    float[] data = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "Tensor.matrix: row 0 has " + columns + " values, row " + i + " has " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, data, i * columns, columns);
    }
    return new Tensor(Shape.of(rows.length, columns), data);
  }

  /**
   * A tensor over the given array, which is not copied: later changes to it show in the tensor.
   *
   * @throws IllegalArgumentException if the array's length is not the shape's size
   */
  public static Tensor of(Shape shape, float... data) {
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          "Tensor.of: shape " + shape + " needs " + shape.size() + " values, received " + data.length);
    }
    return new Tensor(shape, data);
  }

  /** The axis sizes. */
  public Shape shape() {
    return shape;
  }

  /** Number of elements. */
  public int size() {
    return data.length;
  }

  /** The elements in row-major order: the array itself, not a copy. */
  public float[] data() {
    return data;
  }

  /**
   * The element at an index, one number per axis.
   *
   * @throws IllegalArgumentException if the count of numbers is not the rank, or one lies outside its axis
   */
  public float get(int... index) {
    return data[offset(index)];
  }

  /** Changes the element at an index, one number per axis. */
  public void set(float value, int... index) {
    data[offset(index)] = value;
  }

  /**
   * The only element of a one-element tensor.
   *
   * @throws IllegalStateException if there are more
   */
  public float item() {
    if (data.length != 1) {
      throw new IllegalStateException("item() needs a tensor of one element, this one has shape " + shape);
    }
    return data[0];
  }

  /** The same elements (shared, not copied) under another shape of the same size. */
  public Tensor reshape(Shape other) {
    if (other.size() != data.length) {
      throw new IllegalArgumentException(
          "reshape: " + shape + " has " + data.length + " elements, " + other + " needs " + other.size());
    }
    return new Tensor(other, data);
  }

  /** The same elements (shared, not copied) under another shape of the same size. */
  public Tensor reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  /** A copy with elements of its own. */
  public Tensor copy() {
    return new Tensor(shape, data.clone());
  }

  /**
   * A copy of rows {@code from} (included) to {@code to} (excluded) along the first axis.
   *
   * @throws IllegalArgumentException if the range is empty or outside the axis
   */
  public Tensor rows(int from, int to) {
    if (from < 0 || to > shape.dim(0) || from >= to) {
      throw new IllegalArgumentException("rows " + from + " to " + to + " are not in a tensor of shape " + shape);
    }
    int row = data.length / shape.dim(0);
    return new Tensor(shape.withDim(0, to - from), Arrays.copyOfRange(data, from * row, to * row));
  }

  /**
   * Tensors of one shape stacked along a new first axis.
   *
   * @throws IllegalArgumentException if there are none or their shapes differ
   */
  public static Tensor stack(Tensor... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("Tensor.stack: expected at least one tensor, received none");
    }
    Shape each = parts[0].shape;
    Tensor stacked = zeros(each.prepend(parts.length));
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].shape.equals(each)) {
        throw new IllegalArgumentException(
            "Tensor.stack: tensor 0 has shape " + each + ", tensor " + i + " has " + parts[i].shape);
      }
      System.arraycopy(parts[i].data, 0, stacked.data, i * each.size(), each.size());
    }
    return stacked;
  }

  private int offset(int[] index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException(
          "Tensor of shape " + shape + " needs " + shape.rank() + " index numbers, received " + index.length);
    }
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int dim = shape.dim(axis);
      if (index[axis] < 0 || index[axis] >= dim) {
        throw new IllegalArgumentException(
            "Index " + Arrays.toString(index) + " is outside shape " + shape + " at axis " + axis);
      }
      offset = offset * dim + index[axis];
    }
    return offset;
  }

  /** Equal when shape and every element are, {@code NaN} equal to itself and {@code 0} different from {@code -0}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that && shape.equals(that.shape) && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  /** Shape and values, long axes shortened in the middle. */
  @Override
  public String toString() {
    return TensorPrinter.print(this);
  }
}
