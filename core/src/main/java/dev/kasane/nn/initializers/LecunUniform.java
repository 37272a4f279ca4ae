package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Uniform within ±√(3 / fanIn) (LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998).
 */
public record LecunUniform() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM)
        .initialize(shape, seed);
  }
}
