package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Normal with variance 2 / fanIn, cut at two standard deviations (He, Zhang, Ren and Sun 2015): for layers followed by
 * ReLU.
 */
public record HeNormal() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL)
        .initialize(shape, seed);
  }
}
