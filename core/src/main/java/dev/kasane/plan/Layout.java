package dev.kasane.plan;

import dev.kasane.tensor.Shape;

/**
 * How a value lies in memory: row-major, with rows (the last axis) {@code pitch} elements apart.
 *
 * @param shape its logical shape
 * @param pitch distance of neighbouring rows, at least the size of the last axis
 */
public record Layout(Shape shape, int pitch) {

  /** Number of rows: the product of all axes but the last. */
  public int rows() {
    return shape.size() / shape.last();
  }

  /** Elements of a row that mean something. */
  public int cols() {
    return shape.last();
  }

  /** Elements in memory, padding included. */
  public int size() {
    return Math.multiplyExact(rows(), pitch);
  }

  /** Whether there is no padding. */
  public boolean packed() {
    return pitch == shape.last();
  }

  /** Whether a value that lies like this lies right for the other shape too, so that reshaping costs nothing. */
  boolean sameMemory(Layout other) {
    return size() == other.size() && (packed() && other.packed() || pitch == other.pitch && cols() == other.cols());
  }

  @Override
  public String toString() {
    return packed() ? shape.toString() : shape + "/" + pitch;
  }
}
