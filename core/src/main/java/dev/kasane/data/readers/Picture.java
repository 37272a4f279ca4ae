package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/** A decoded image file. Its size is read from the header and checked before any pixel is. */
final class Picture {

  /** More pixels than this are refused: no camera makes them, but a forged header may. */
  static final long MOST_PIXELS = 1L << 28;

  /** Larger images are read with rows and columns left out, which bounds the memory that decoding takes. */
  private static final double PIXELS_READ = 1 << 24;

  private final BufferedImage image;

  private Picture(BufferedImage image) {
    this.image = image;
  }

  /**
   * Decodes a PNG, JPEG, GIF or BMP file.
   *
   * @throws DataException if the file is missing, too large or cannot be decoded
   */
  static Picture read(Path file) {
    ByteSource.requireFile(file);
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw undecodable(file, "no image format that is known here", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new Picture(decode(file, reader));
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders meet damaged files with all sorts of runtime exceptions.
      throw undecodable(file, "one that cannot be decoded (" + e.getMessage() + ")", e);
    }
  }

  private static BufferedImage decode(Path file, ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw new DataException(
          file.toString(),
          "an image of at most " + MOST_PIXELS + " pixels",
          reader.getWidth(0) + " by " + reader.getHeight(0) + " pixels",
          "Scale the image down first.");
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int step = (int) Math.ceil(Math.sqrt(pixels / PIXELS_READ));
    if (step > 1) {
      param.setSourceSubsampling(step, step, 0, 0);
    }
    return reader.read(0, param);
  }

  private static DataException undecodable(
      Path file, String received, @Nullable Exception cause) {
    return new DataException(
        file.toString(), "a PNG or JPEG image", received, "Save the image anew as an RGB PNG file.", cause);
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** Copies one row of pixels as sRGB with alpha, {@code 0xAARRGGBB}. */
  void row(int y, int[] into) {
    ColorModel model = image.getColorModel();
    if (model instanceof ComponentColorModel && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      greyRow(y, into);
    } else {
      image.getRGB(0, y, image.getWidth(), 1, into, 0, image.getWidth());
    }
  }

  /** Takes grey samples as they are in the file; getRGB would take them for linear light and make them brighter. */
  private void greyRow(int y, int[] into) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    boolean alpha = raster.getNumBands() > 1;
    for (int x = 0; x < width; x++) {
      int grey = Math.round(raster.getSample(x, y, 0) * 255f / most);
      int opaque = alpha ? Math.round(raster.getSample(x, y, 1) * 255f / most) : 255;
      into[x] = opaque << 24 | grey << 16 | grey << 8 | grey;
    }
  }

  /**
   * All pixels as numbers in 0 to 1.
   *
   * @param channels 1 for grey (Rec. 601 luma, as PNG and JPEG tools use) or 3 for red, green, blue
   * @param background what shows through transparent pixels, 0 black to 1 white
   * @return {@code (height, width, channels)}, row-major
   */
  float[] values(int channels, float background) {
    int width = width();
    int[] row = new int[width];
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(width, height()), channels)];
    for (int y = 0; y < height(); y++) {
      row(y, row);
      toValues(row, channels, background, values, y * width * channels);
    }
    return values;
  }

  static void toValues(int[] row, int channels, float background, float[] into, int offset) {
    for (int x = 0; x < row.length; x++) {
      int argb = row[x];
      float alpha = (argb >>> 24) / 255f;
      float rest = (1 - alpha) * background;
      float red = (argb >> 16 & 0xFF) / 255f * alpha + rest;
      float green = (argb >> 8 & 0xFF) / 255f * alpha + rest;
      float blue = (argb & 0xFF) / 255f * alpha + rest;
      if (channels == 1) {
        // Exact for grey pixels, where the three are equal, which the weighted sum alone is not.
        into[offset + x] = red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
      } else {
        into[offset + 3 * x] = red;
        into[offset + 3 * x + 1] = green;
        into[offset + 3 * x + 2] = blue;
      }
    }
  }

  /** Whether what is drawn on transparent ground is rather light than dark; false when nothing is transparent. */
  boolean lightOnTransparent() {
    int[] row = new int[width()];
    double light = 0;
    double weight = 0;
    for (int y = 0; y < height(); y++) {
      row(y, row);
      for (int argb : row) {
        int alpha = argb >>> 24;
        weight += alpha;
        light += alpha * (0.299 * (argb >> 16 & 0xFF) + 0.587 * (argb >> 8 & 0xFF) + 0.114 * (argb & 0xFF));
      }
    }
    boolean transparent = weight < 255.0 * width() * height();
    return transparent && weight > 0 && light / weight > 255 / 2.0;
  }
}
