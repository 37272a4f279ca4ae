package dev.kasane.data.augment;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;

/**
 * Mirrors an image left to right with a probability.
 *
 * @param probability 0 to 1
 */
public record RandomFlip(float probability) implements Augmentation {

  /** Checks the probability. */
  public RandomFlip {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("RandomFlip: expected a probability in 0 to 1, received " + probability);
    }
  }

  /** Mirrors every other image on average. */
  public static RandomFlip half() {
    return new RandomFlip(0.5f);
  }

  @Override
  public void apply(float[] sample, int offset, Shape shape, SampleRandom random) {
    if (random.uniform() >= probability) {
      return;
    }
    int width = shape.dim(1);
    int channels = shape.dim(2);
    for (int y = 0; y < shape.dim(0); y++) {
      int row = offset + y * width * channels;
      for (int x = 0; x < width / 2; x++) {
        for (int c = 0; c < channels; c++) {
          int left = row + x * channels + c;
          int right = row + (width - 1 - x) * channels + c;
          float value = sample[left];
          sample[left] = sample[right];
          sample[right] = value;
        }
      }
    }
  }
}
