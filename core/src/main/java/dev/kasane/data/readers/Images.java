package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.nio.file.Path;

/** Single image files (PNG, JPEG, GIF, BMP) as tensors. */
public final class Images {

  /** The largest one-channel input, in height and width, for which images are taken to be drawn signs. */
  private static final int LARGEST_SIGN = 32;

  private Images() {}

  /**
   * Reads an image file as one sample for a model.
   *
   * <p>A model with small grey input, one channel and at most 32 by 32 as MNIST's 28 by 28, is taken to read drawn
   * signs, light ink on black. For it, dark ink on a light ground (the mean of the image's border is above one half) is
   * inverted, and unless the image already has the model's size, its contrast is stretched and the ink is scaled to 20
   * out of 28 pixels and centred by its mass, as MNIST's digits were. Transparency is ground: white under dark ink,
   * black under light ink.
   *
   * <p>For any other model it is {@link #readScaled}.
   *
   * @param file the image
   * @param shape {@code (height, width, channels)} that the model expects, with 1 channel (grey) or 3 (RGB)
   * @return values in 0 to 1 of that shape
   * @throws DataException if the file is missing, too large or no image that can be read
   * @throws IllegalArgumentException if no image can have that shape
   */
  public static Tensor read(Path file, Shape shape) {
    requireImage(shape);
    int height = shape.dim(0);
    int width = shape.dim(1);
    if (shape.dim(2) != 1 || height > LARGEST_SIGN || width > LARGEST_SIGN) {
      return readScaled(file, shape);
    }
    Picture picture = Picture.read(file);
    float[] grey = picture.values(1, picture.lightOnTransparent() ? 0 : 1);
    if (InkNormalizer.lightGround(grey, picture.height(), picture.width())) {
      InkNormalizer.invert(grey);
    }
    boolean fits = picture.height() == height && picture.width() == width;
    float[] sign =
        fits ? grey : InkNormalizer.fit(grey, picture.height(), picture.width(), height, width);
    return Tensor.of(shape, sign);
  }

  /**
   * Reads an image file and scales it to a size, whatever its proportions; transparent pixels become white.
   *
   * @param shape {@code (height, width, channels)} with 1 channel (grey) or 3 (RGB)
   * @return values in 0 to 1 of that shape
   * @throws DataException if the file is missing, too large or no image that can be read
   * @throws IllegalArgumentException if no image can have that shape
   */
  public static Tensor readScaled(Path file, Shape shape) {
    requireImage(shape);
    int channels = shape.dim(2);
    Picture picture = Picture.read(file);
    float[] values = picture.values(channels, 1);
    return Tensor.of(
        shape, Resize.scale(values, picture.height(), picture.width(), channels, shape.dim(0), shape.dim(1)));
  }

  /**
   * A drawn sign as MNIST's digits are: contrast stretched, the ink scaled to 20 out of 28 pixels and centred by its
   * mass.
   *
   * @param ink light ink on black, row by row, 0 to 1; not changed
   * @param height rows of the drawing
   * @param width columns of the drawing
   * @param outHeight rows wanted
   * @param outWidth columns wanted
   * @return shape {@code (outHeight, outWidth, 1)}, 0 to 1; all 0 if there is no ink
   * @throws IllegalArgumentException if there are not {@code height · width} values
   */
  public static Tensor sign(float[] ink, int height, int width, int outHeight, int outWidth) {
    if (height < 1 || width < 1 || outHeight < 1 || outWidth < 1 || ink.length != (long) height * width) {
      throw new IllegalArgumentException("Images.sign: expected " + height + " by " + width + " values, received "
          + ink.length);
    }
    float[] sign = InkNormalizer.fit(ink.clone(), height, width, outHeight, outWidth);
    return Tensor.of(Shape.of(outHeight, outWidth, 1), sign);
  }

  private static void requireImage(Shape shape) {
    if (shape.rank() != 3 || (shape.dim(2) != 1 && shape.dim(2) != 3)) {
      throw new IllegalArgumentException(
          "Images: expected a shape (height, width, 1) or (height, width, 3), received " + shape
              + ". Images can only be read for such inputs; use JSON values for others.");
    }
  }
}
