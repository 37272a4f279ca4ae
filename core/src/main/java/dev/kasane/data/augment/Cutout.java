package dev.kasane.data.augment;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;

/**
 * Sets a square at a random place to 0 (DeVries and Taylor, "Improved regularization of convolutional neural networks
 * with cutout", 2017). Its centre is any pixel, so part of it may lie outside the image.
 *
 * @param size the square's side in pixels, 1 or above
 */
public record Cutout(int size) implements Augmentation {

  /** Checks the size. */
  public Cutout {
    if (size < 1) {
      throw new IllegalArgumentException("Cutout: expected a size of at least 1, received " + size);
    }
  }

  @Override
  public void apply(float[] sample, int offset, Shape shape, SampleRandom random) {
    int height = shape.dim(0);
    int width = shape.dim(1);
    int channels = shape.dim(2);
    int top = random.below(height) - size / 2;
    int left = random.below(width) - size / 2;
    int from = Math.max(0, left) * channels;
    int to = (int) Math.min(width, (long) left + size) * channels;
    for (int y = Math.max(0, top); y < Math.min(height, (long) top + size); y++) {
      int row = offset + y * width * channels;
      Arrays.fill(sample, row + from, row + Math.max(from, to), 0f);
    }
  }
}
