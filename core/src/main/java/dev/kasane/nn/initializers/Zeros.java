package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/** Every element 0: the usual start of biases. */
public record Zeros() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return Tensor.zeros(shape);
  }
}
