package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.nio.file.Path;

/** Single images as tensors. */
public final class Images {

  private Images() {}

  /**
   * Reads a PNG or JPEG file as one sample for a model.
   *
   * @param file the image
   * @param shape {@code (height, width, channels)} that the model expects, with 1 channel (grey) or 3 (RGB)
   * @return values in 0 to 1 of that shape
   * @throws DataException if the file is missing, too large or no image that can be read
   */
  public static Tensor read(Path file, Shape shape) {
    throw new UnsupportedOperationException("Images.read: not yet here: " + file + shape);
  }
}
