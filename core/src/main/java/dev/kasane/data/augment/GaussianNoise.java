package dev.kasane.data.augment;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;

/**
 * Adds independent normal noise with mean 0 to every value. Values may leave the range that they had.
 *
 * @param deviation standard deviation of the noise, 0 or above
 */
public record GaussianNoise(float deviation) implements Augmentation {

  /** Checks the deviation. */
  public GaussianNoise {
    if (!(deviation >= 0 && deviation < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("GaussianNoise: expected a deviation of 0 or above, received " + deviation);
    }
  }

  @Override
  public void apply(float[] sample, int offset, Shape shape, SampleRandom random) {
    for (int i = 0; i < shape.size(); i++) {
      sample[offset + i] += deviation * random.normal();
    }
  }
}
