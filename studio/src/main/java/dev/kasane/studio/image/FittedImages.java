package dev.kasane.studio.image;

import dev.kasane.data.Dataset;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Images as a network takes them: the middle of each, as large as the network's input, with a number added to each
 * pixel. A view; nothing is copied.
 */
final class FittedImages implements Dataset {

  private static final float WHITE = 255f;

  private final ImageDataset images;
  private final Shape shape;
  private final float offset;
  private final int firstRow;
  private final int firstColumn;

  /**
   * A view.
   *
   * @param shape (height, width, channels) at most as large as the images, with as many channels
   * @param offset added to pixels from 0 to 1
   */
  FittedImages(ImageDataset images, Shape shape, float offset) {
    Shape whole = images.imageShape();
    if (shape.rank() != 3 || shape.dim(0) > whole.dim(0) || shape.dim(1) > whole.dim(1)
        || shape.dim(2) != whole.dim(2)) {
      throw new IllegalArgumentException("The network takes images of " + text(shape) + ", the data has "
          + text(whole) + ": change the network's input (its middle is used where images are larger)");
    }
    this.images = images;
    this.shape = shape;
    this.offset = offset;
    this.firstRow = (whole.dim(0) - shape.dim(0)) / 2;
    this.firstColumn = (whole.dim(1) - shape.dim(1)) / 2;
  }

  static String text(Shape shape) {
    return shape.rank() == 3 ? shape.dim(0) + " by " + shape.dim(1) + " pixels with " + shape.dim(2)
        + (shape.dim(2) == 1 ? " channel" : " channels") : "shape " + shape;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(shape);
  }

  @Override
  public List<Shape> targetShapes() {
    return images.targetShapes();
  }

  @Override
  public List<String> classNames() {
    return images.classNames();
  }

  @Override
  public void read(int index, int field, float[] into, int at) {
    if (field != 0) {
      images.read(index, field, into, at);
      return;
    }
    Objects.checkFromIndexSize(at, shape.size(), into.length);
    byte[] pixels = images.pixels(index);
    int channels = shape.dim(2);
    int row = shape.dim(1) * channels;
    int wholeRow = images.imageShape().dim(1) * channels;
    for (int y = 0; y < shape.dim(0); y++) {
      int from = (firstRow + y) * wholeRow + firstColumn * channels;
      for (int i = 0; i < row; i++) {
        into[at + y * row + i] = (pixels[from + i] & 0xFF) / WHITE + offset;
      }
    }
  }
}
