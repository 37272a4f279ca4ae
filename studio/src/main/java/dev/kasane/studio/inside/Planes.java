package dev.kasane.studio.inside;

import dev.kasane.tensor.Shape;

/**
 * A value as pictures: some planes of the same size, sent one after the other. What has height and width has a plane a
 * channel; what is a list of numbers is one plane of one row.
 *
 * @param count planes there are
 * @param height rows of a plane
 * @param width columns of a plane
 */
record Planes(int count, int height, int width) {

  /** Numbers of one value that are sent at most. */
  static final int MOST = 1 << 18;

  private static final int IMAGE = 3;

  /** The planes of a sample's value. */
  static Planes of(Shape shape) {
    return switch (shape.rank()) {
      case IMAGE -> new Planes(shape.dim(2), shape.dim(0), shape.dim(1));
      case 2 -> new Planes(1, shape.dim(0), shape.dim(1));
      default -> new Planes(1, 1, shape.size());
    };
  }

  /** How many are sent if a page asks for so many; 0 if even one is too large. */
  int shown(int wanted) {
    return (int) Math.min(Math.min(count, wanted), MOST / Math.max(1L, (long) height * width));
  }

  /** Copies planes out of interleaved values. */
  void copy(float[] values, int shown, float[] into, int offset) {
    int size = height * width;
    for (int plane = 0; plane < shown; plane++) {
      for (int i = 0; i < size; i++) {
        into[offset + plane * size + i] = values[i * count + plane];
      }
    }
  }
}
