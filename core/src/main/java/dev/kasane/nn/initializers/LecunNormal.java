package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Normal with variance 1 / fanIn, cut at two standard deviations (LeCun, Bottou, Orr and Müller 1998).
 */
public record LecunNormal() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL)
        .initialize(shape, seed);
  }
}
