package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/** Every element 1: the usual start of scales. */
public record Ones() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return Tensor.filled(shape, 1);
  }
}
