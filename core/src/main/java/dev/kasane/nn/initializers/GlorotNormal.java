package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Normal with variance 2 / (fanIn + fanOut), cut at two standard deviations (Glorot and Bengio 2010).
 */
public record GlorotNormal() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_AVERAGE, VarianceScaling.Distribution.TRUNCATED_NORMAL)
        .initialize(shape, seed);
  }
}
