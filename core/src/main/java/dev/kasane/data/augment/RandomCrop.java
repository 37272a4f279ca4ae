package dev.kasane.data.augment;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;

/**
 * Puts zeros around an image and cuts a random part of the original size out of it: a shift by whole pixels, which
 * leaves the pixels themselves as they are.
 *
 * @param padding zeros on each side, in pixels, 0 or above
 */
public record RandomCrop(int padding) implements Augmentation {

  /** Checks the padding. */
  public RandomCrop {
    if (padding < 0) {
      throw new IllegalArgumentException("RandomCrop: expected a padding of 0 or above, received " + padding);
    }
  }

  @Override
  public void apply(float[] sample, int offset, Shape shape, SampleRandom random) {
    int height = shape.dim(0);
    int width = shape.dim(1);
    int channels = shape.dim(2);
    int down = random.below(2 * padding + 1) - padding;
    int right = random.below(2 * padding + 1) - padding;
    float[] source = random.scratch(0, shape.size());
    System.arraycopy(sample, offset, source, 0, shape.size());
    Arrays.fill(sample, offset, offset + shape.size(), 0f);
    int columns = Math.max(0, width - Math.abs(right));
    for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      int from = ((y - down) * width + Math.max(0, -right)) * channels;
      int to = offset + (y * width + Math.max(0, right)) * channels;
      if (columns > 0) {
        System.arraycopy(source, from, sample, to, columns * channels);
      }
    }
  }
}
