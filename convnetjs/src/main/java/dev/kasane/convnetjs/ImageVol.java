package dev.kasane.convnetjs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Images as volumes: ConvNetJS's {@code img_to_vol}, without a browser. */
public final class ImageVol {

  /** The largest image that is read, in pixels: a volume of it takes two gigabytes. */
  private static final long MOST_PIXELS = 1L << 26;

  private ImageVol() {}

  /** As {@link #imgToVol(BufferedImage, boolean, Mode)} in {@link Mode#CORRECT}. */
  public static Vol imgToVol(BufferedImage image, boolean convertGrayscale) {
    return imgToVol(image, convertGrayscale, Mode.CORRECT);
  }

  /**
   * An image as a volume.
   *
   * @param convertGrayscale whether one depth is made of it: the brightness 0.299 red + 0.587 green + 0.114 blue (ITU-R
   *     BT.601) over white where it is transparent. The faithful modes take red alone
   * @return width by height by 1, or by 4 for red, green, blue and opacity; values from 0 to 255 become value / 255 -
   *     0.5. Where nothing is to be seen, red, green and blue are those of black, as in a browser
   */
  public static Vol imgToVol(BufferedImage image, boolean convertGrayscale, Mode mode) {
    int width = image.getWidth();
    int height = image.getHeight();
    int depth = convertGrayscale ? 1 : 4;
    Vol out = new Vol(width, height, depth, 0.0);
    double[] w = out.w();
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = (width * y + x) * depth;
        if (convertGrayscale) {
          w[at] = mode.faithful() ? shade(row[x], 16) : brightness(row[x]);
        } else {
          w[at] = shade(row[x], 16);
          w[at + 1] = shade(row[x], 8);
          w[at + 2] = shade(row[x], 0);
          w[at + 3] = (row[x] >>> 24) / 255.0 - 0.5;
        }
      }
    }
    return out;
  }

  /**
   * Reads an image file (PNG, JPEG, GIF, BMP) as a volume; see {@link #imgToVol(BufferedImage, boolean, Mode)}.
   *
   * @throws ConvNetException if the file is missing, no image or too large
   */
  public static Vol imgToVol(Path file, boolean convertGrayscale, Mode mode) {
    if (!Files.isRegularFile(file)) {
      throw new ConvNetException(file + ": expected an image file, found none");
    }
    BufferedImage image;
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      image = read(file, in);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new ConvNetException(file + ": cannot be read as an image: " + e.getMessage(), e);
    }
    return imgToVol(image, convertGrayscale, mode);
  }

  private static BufferedImage read(Path file, @Nullable ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
    if (readers == null || !readers.hasNext()) {
      throw new ConvNetException(file + ": expected a PNG, JPEG, GIF or BMP image, found something else");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new ConvNetException(file + ": expected at most " + MOST_PIXELS + " pixels, the file says " + pixels);
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static double shade(int argb, int shift) {
    int value = argb >>> 24 == 0 ? 0 : (argb >> shift) & 255;
    return value / 255.0 - 0.5;
  }

  private static double brightness(int argb) {
    double opacity = (argb >>> 24) / 255.0;
    double light = (0.299 * ((argb >> 16) & 255) + 0.587 * ((argb >> 8) & 255) + 0.114 * (argb & 255)) / 255;
    return opacity * light + (1 - opacity) - 0.5;
  }
}
