package dev.kasane.studio.painting;

import dev.kasane.studio.server.RequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures that somebody sent. The header is read first, and what it declares is checked before any pixel is
 * read.
 */
final class PictureReader {

  /** Bytes of a file at most. */
  static final int MOST_BYTES = 12 << 20;

  /** Pixels that a header may declare. */
  static final long MOST_PIXELS = 24_000_000;

  /** Larger pictures are decoded with rows and columns left out, which bounds the memory. */
  private static final int SIDE_READ = 4 * Picture.MOST_SIDE;

  private PictureReader() {}

  /**
   * Decodes a PNG, JPEG, GIF or BMP file and scales it so that it fits into 200 by 200 pixels.
   *
   * @throws RequestException if it is none of them, damaged, or declares too many pixels
   */
  static Picture read(byte[] file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new RequestException("Expected a PNG, JPEG, GIF or BMP picture, received " + file.length
            + " bytes of something else");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return scaled(decode(reader));
      } finally {
        reader.dispose();
      }
    } catch (RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders meet damaged files with all sorts of runtime exceptions.
      throw new RequestException("The picture cannot be decoded: " + e.getMessage());
    }
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw new RequestException("Expected a picture of at most " + MOST_PIXELS + " pixels, this one declares " + width
          + " x " + height);
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(Math.max(1, width / SIDE_READ), Math.max(1, height / SIDE_READ), 0, 0);
    return reader.read(0, param);
  }

  /** Each pixel becomes the mean of those it covers; what is transparent is white. */
  private static Picture scaled(BufferedImage image) {
    int from = Math.max(image.getWidth(), image.getHeight());
    double factor = Math.min(1, (double) Picture.MOST_SIDE / from);
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    float[] sums = new float[3 * width * height];
    int[] counts = new int[width * height];
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      int line = (int) ((long) y * height / image.getHeight()) * width;
      for (int x = 0; x < row.length; x++) {
        int at = line + (int) ((long) x * width / row.length);
        float alpha = (row[x] >>> 24) / 255f;
        for (int c = 0; c < 3; c++) {
          sums[3 * at + c] += (row[x] >> 16 - 8 * c & 255) / 255f * alpha + 1 - alpha;
        }
        counts[at]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i / 3];
    }
    return new Picture(width, height, sums);
  }
}
