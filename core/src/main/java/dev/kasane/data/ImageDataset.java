package dev.kasane.data;

import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images of one size, kept as bytes: a quarter of the memory of floats. A pixel is read as its byte divided by
 * 255, a number in 0 to 1; the target is the class index, {@link Shape#SCALAR}.
 */
public final class ImageDataset implements Dataset {

  private static final float WHITE = 255f;

  private final Shape shape;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> classNames;
  private final int pixelsPerImage;

  /**
   * A set of images. The arrays are kept, not copied.
   *
   * @param shape {@code (height, width, channels)} of one image
   * @param pixels all images, one after the other, each row-major with its channels together
   * @param labels class index of each image, 0 or above
   * @param classNames names by class index, empty if they have none
   * @throws IllegalArgumentException if there is no image, or pixels and labels do not fit the shape
   * @throws DataException if a label is negative or has no name
   */
  public ImageDataset(Shape shape, byte[] pixels, int[] labels, List<String> classNames) {
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "ImageDataset: expected an image shape (height, width, channels), received " + shape);
    }
    if (labels.length == 0 || (long) labels.length * shape.size() != pixels.length) {
      throw new IllegalArgumentException(
          "ImageDataset: expected at least one image and "
              + shape.size()
              + " bytes for each "
              + shape
              + " image, received "
              + pixels.length
              + " bytes and "
              + labels.length
              + " labels");
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
    this.classNames = List.copyOf(classNames);
    this.pixelsPerImage = shape.size();
    int classes = classNames.isEmpty() ? Integer.MAX_VALUE : classNames.size();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw DatasetValues.badLabel(i, labels[i], classes);
      }
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** {@code (height, width, channels)} of one image. */
  public Shape imageShape() {
    return shape;
  }

  /** Number of classes: of the names, or one more than the largest label when there are no names. */
  public int classes() {
    return classNames.isEmpty() ? Arrays.stream(labels).max().orElseThrow() + 1 : classNames.size();
  }

  /** The class index of an image. */
  public int label(int index) {
    return labels[index];
  }

  /** A copy of the bytes of an image, row-major with its channels together. */
  public byte[] pixels(int index) {
    int from = Objects.checkIndex(index, labels.length) * pixelsPerImage;
    return Arrays.copyOfRange(pixels, from, from + pixelsPerImage);
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(shape);
  }

  @Override
  public List<Shape> targetShapes() {
    return List.of(Shape.SCALAR);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public void read(int index, int field, float[] into, int offset) {
    Objects.checkIndex(index, labels.length);
    if (field == 1) {
      into[offset] = labels[index];
      return;
    }
    Objects.checkIndex(field, 2);
    Objects.checkFromIndexSize(offset, pixelsPerImage, into.length);
    int from = index * pixelsPerImage;
    for (int i = 0; i < pixelsPerImage; i++) {
      into[offset + i] = (pixels[from + i] & 0xFF) / WHITE;
    }
  }
}
