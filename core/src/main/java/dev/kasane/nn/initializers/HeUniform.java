package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Uniform within ±√(6 / fanIn) (He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015): for layers followed by
 * ReLU.
 */
public record HeUniform() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM)
        .initialize(shape, seed);
  }
}
