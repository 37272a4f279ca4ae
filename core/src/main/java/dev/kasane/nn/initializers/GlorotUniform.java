package dev.kasane.nn.initializers;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Uniform within ±√(6 / (fanIn + fanOut)) (Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks", 2010): the default of kernels, as in Keras.
 */
public record GlorotUniform() implements Initializer {

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_AVERAGE, VarianceScaling.Distribution.UNIFORM)
        .initialize(shape, seed);
  }
}
