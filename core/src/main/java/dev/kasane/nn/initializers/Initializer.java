package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/** The first value of a parameter: a record whose components are its settings. */
public interface Initializer {

  /**
   * Draws a value.
   *
   * @param shape dense kernels {@code (in, out)}, convolution kernels {@code (kh, kw, in, out)}
   * @param seed the same seed gives the same value
   */
  Tensor initialize(Shape shape, long seed);
}
