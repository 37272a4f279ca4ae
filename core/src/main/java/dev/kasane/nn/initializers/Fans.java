package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;

/**
 * How many values one output of a kernel reads ({@code in}) and how many outputs one input value reaches ({@code out}).
 * For convolution kernels both are multiplied by the receptive field: {@code kh · kw}.
 */
record Fans(double in, double out) {

  static Fans of(Shape shape) {
    int rank = shape.rank();
    if (rank < 2) {
      return new Fans(shape.size(), shape.size());
    }
    double receptiveField = (double) shape.size() / shape.dim(-2) / shape.dim(-1);
    return new Fans(receptiveField * shape.dim(-2), receptiveField * shape.dim(-1));
  }
}
