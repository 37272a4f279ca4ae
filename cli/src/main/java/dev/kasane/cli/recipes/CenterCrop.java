package dev.kasane.cli.recipes;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.Shape;

/** Cuts the middle out of images. */
final class CenterCrop {

  private CenterCrop() {}

  /**
   * The middle of each image.
   *
   * @param height rows to keep, at most those there are
   * @param width columns to keep, at most those there are
   * @throws DataException if the images are smaller
   */
  static ImageDataset of(ImageDataset data, int height, int width) {
    Shape whole = data.imageShape();
    if (whole.dim(0) < height || whole.dim(1) < width) {
      throw new DataException(
          "data",
          "images of at least " + height + " by " + width + " pixels",
          "images of shape " + whole,
          "Use other images or another recipe.");
    }
    int channels = whole.dim(2);
    Shape part = Shape.of(height, width, channels);
    int firstRow = (whole.dim(0) - height) / 2;
    int firstColumn = (whole.dim(1) - width) / 2;
    byte[] pixels = new byte[Math.multiplyExact(data.size(), part.size())];
    int[] labels = new int[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(i);
      byte[] image = data.pixels(i);
      for (int row = 0; row < height; row++) {
        int from = ((firstRow + row) * whole.dim(1) + firstColumn) * channels;
        System.arraycopy(image, from, pixels, i * part.size() + row * width * channels, width * channels);
      }
    }
    return new ImageDataset(part, pixels, labels, data.classNames());
  }
}
