package dev.kasane.report.chart;

import dev.kasane.report.Language;
import dev.kasane.report.Text;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Charts as pictures, drawn from the same data as their SVG. Needs no display, but fonts. */
public final class PictureWriter {

  private static final double TITLE_ROOM = 34;

  private PictureWriter() {}

  /**
   * A chart with its title above it.
   *
   * @param scale pixels for each pixel of a page: 2 for print and dense displays
   */
  public static BufferedImage image(Chart chart, Language language, double scale) {
    Size size = ChartPainter.fit(chart, Size.WIDE);
    BufferedImage image = new BufferedImage((int) (size.width() * scale),
        (int) ((size.height() + TITLE_ROOM) * scale), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    PictureCanvas canvas = new PictureCanvas(graphics, language);
    Text title = chart.title();
    canvas.text(10, 24, title, Canvas.Anchor.START, 16, Ink.Role.TEXT, false);
    graphics.translate(0, TITLE_ROOM);
    ChartPainter.paint(chart, canvas, size);
    graphics.dispose();
    return image;
  }

  /** A chart as a PNG file's bytes. */
  public static byte[] png(Chart chart, Language language) {
    return png(image(chart, language, 2));
  }

  /** An image as a PNG file's bytes. */
  public static byte[] png(BufferedImage image) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("The JDK lacks its PNG writer");
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Charts shown one after the other as an animated GIF file's bytes. */
  public static byte[] gif(List<? extends Chart> frames, Language language, int milliseconds) {
    return GifWriter.write(frames.stream().map(frame -> image(frame, language, 1)).toList(), milliseconds);
  }

  /** An image as an address that holds its own contents. */
  public static String dataUri(BufferedImage image) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image));
  }
}
