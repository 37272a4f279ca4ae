package dev.kasane.data.digits;

import dev.kasane.data.SampleRandom;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The digits of this machine's fonts, as outlines in a box of height 1, and how they are drawn. */
final class FontDigits {

  private static final int MOST_CANDIDATES = 120;
  private static final int MOST_FONTS = 48;
  private static final int DIGITS = 10;
  private static final float FONT_SIZE = 100;

  private final List<Shape[]> fonts;

  private FontDigits(List<Shape[]> fonts) {
    this.fonts = fonts;
  }

  /** Looks for fonts whose digits can be told apart and look like digits; there may be none. */
  static FontDigits ofThisMachine() {
    List<Shape[]> usable = new ArrayList<>();
    try {
      List<Font> candidates = candidates();
      DigitLikeness likeness = new DigitLikeness();
      for (Font font : candidates) {
        Shape[] outlines = outlines(font);
        if (outlines.length == DIGITS && usable.size() < MOST_FONTS && likeness.accepts(outlines)) {
          usable.add(outlines);
        }
      }
    } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
      // Java without font libraries or font configuration fails in all these ways; pen strokes need neither.
      return new FontDigits(List.of());
    }
    return new FontDigits(usable);
  }

  private static List<Font> candidates() {
    Font[] all = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
    Arrays.sort(all, Comparator.comparing(Font::getFontName));
    List<Font> able = Arrays.stream(all).filter(f -> f.canDisplayUpTo("0123456789") < 0).toList();
    int step = Math.ceilDiv(able.size(), MOST_CANDIDATES);
    List<Font> chosen = new ArrayList<>();
    for (int i = 0; i < able.size(); i += step) {
      chosen.add(able.get(i));
    }
    return chosen;
  }

  /** The ten outlines, each moved and scaled to a box of height 1 centred on (0.5, 0.5); none if one is empty. */
  private static Shape[] outlines(Font font) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    Font large = font.deriveFont(FONT_SIZE);
    Shape[] outlines = new Shape[DIGITS];
    for (int digit = 0; digit < DIGITS; digit++) {
      Shape outline = large.createGlyphVector(context, String.valueOf(digit)).getOutline();
      Rectangle2D box = outline.getBounds2D();
      double extent = Math.max(box.getHeight(), box.getWidth());
      if (!(extent > 0)) {
        return new Shape[0];
      }
      outlines[digit] =
          mapped(
              outline,
              (x, y, into) -> {
                into[0] = (float) ((x - box.getCenterX()) / extent + 0.5);
                into[1] = (float) ((y - box.getCenterY()) / extent + 0.5);
              });
    }
    return outlines;
  }

  int count() {
    return fonts.size();
  }

  /** Draws a digit of a random font onto a black image, its lines made bolder by a random amount. */
  void draw(int digit, SampleRandom random, Warp warp, Canvas canvas, float[] image) {
    Shape outline = fonts.get(random.below(fonts.size()))[digit];
    canvas.draw(mapped(outline, warp::map), random.uniform(0, 1.6f), image);
  }

  /** Where a point goes. */
  @FunctionalInterface
  interface PointMap {
    void map(float x, float y, float[] into);
  }

  /** An outline with each of its points, control points too, moved. */
  static Shape mapped(Shape outline, PointMap map) {
    Path2D.Float moved = new Path2D.Float();
    float[] c = new float[6];
    float[] to = new float[2];
    PathIterator path = outline.getPathIterator(null);
    moved.setWindingRule(path.getWindingRule());
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(c);
      int points = kind == PathIterator.SEG_CLOSE ? 0 : kind == PathIterator.SEG_CUBICTO ? 3 : kind == 2 ? 2 : 1;
      for (int i = 0; i < points; i++) {
        map.map(c[2 * i], c[2 * i + 1], to);
        c[2 * i] = to[0];
        c[2 * i + 1] = to[1];
      }
      switch (kind) {
        case PathIterator.SEG_MOVETO -> moved.moveTo(c[0], c[1]);
        case PathIterator.SEG_LINETO -> moved.lineTo(c[0], c[1]);
        case PathIterator.SEG_QUADTO -> moved.quadTo(c[0], c[1], c[2], c[3]);
        case PathIterator.SEG_CUBICTO -> moved.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
        default -> moved.closePath();
      }
    }
    return moved;
  }

  /** A grey image to draw outlines on; one for each thread. */
  static final class Canvas implements AutoCloseable {

    private final int size;
    private final Graphics2D graphics;
    private final byte[] pixels;

    Canvas(int size) {
      this.size = size;
      BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
      this.pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      this.graphics = image.createGraphics();
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** Draws a filled outline, its edge widened by {@code pen} pixels in all, and copies the grey values. */
    void draw(Shape outline, float pen, float[] into) {
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, size, size);
      graphics.setColor(Color.WHITE);
      graphics.fill(outline);
      if (pen > 0.2f) {
        graphics.setStroke(new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(outline);
      }
      for (int i = 0; i < pixels.length; i++) {
        into[i] = (pixels[i] & 0xFF) / 255f;
      }
    }

    @Override
    public void close() {
      graphics.dispose();
    }
  }
}
