package dev.kasane.report.chart;

import dev.kasane.report.Language;
import dev.kasane.report.Text;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** Draws into an image, in the colours of the light theme. */
final class PictureCanvas implements Canvas {

  private static final int[] SERIES = {
    0x2563C9, 0xC93F4B, 0x2A8A57, 0xB36B00, 0x7A4FB8, 0x0B7F86, 0xB8408A, 0x5C6672
  };

  private final Graphics2D graphics;
  private final Language language;

  PictureCanvas(Graphics2D graphics, Language language) {
    this.graphics = graphics;
    this.language = language;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void rect(double x, double y, double width, double height, Ink fill, double opacity, @Nullable Text tip) {
    use(fill, opacity);
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Ink ink, double width, double opacity) {
    use(ink, opacity);
    graphics.setStroke(new BasicStroke((float) width));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void path(double[] xs, double[] ys, int count, Ink ink, double width, boolean dashed) {
    use(ink, 1);
    graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1,
        dashed ? new float[] {6, 5} : null, 0));
    graphics.draw(outline(xs, ys, count));
  }

  @Override
  public void area(double[] xs, double[] ys, int count, Ink fill, double opacity) {
    use(fill, opacity);
    Path2D outline = outline(xs, ys, count);
    outline.closePath();
    graphics.fill(outline);
  }

  private static Path2D outline(double[] xs, double[] ys, int count) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < count; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    return path;
  }

  @Override
  public void dot(double x, double y, double radius, Ink fill, @Nullable Ink edge, @Nullable Text tip) {
    Ellipse2D.Double circle = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    use(fill, 1);
    graphics.fill(circle);
    if (edge != null) {
      use(edge, 1);
      graphics.setStroke(new BasicStroke(1));
      graphics.draw(circle);
    }
  }

  @Override
  public void text(double x, double y, Text text, Anchor anchor, double size, Ink ink, boolean upwards) {
    use(ink, 1);
    String characters = text.in(language);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
    double width = graphics.getFontMetrics().getStringBounds(characters, graphics).getWidth();
    double shift =
        switch (anchor) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    if (upwards) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(characters, (float) shift, 0);
    graphics.setTransform(before);
  }

  @Override
  public void cells(double x, double y, double width, double height, int[][] colours) {
    double cellWidth = width / colours[0].length;
    double cellHeight = height / colours.length;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    for (int r = 0; r < colours.length; r++) {
      for (int c = 0; c < colours[r].length; c++) {
        use(new Ink.Fixed(colours[r][c]), 1);
        graphics.fill(
            new Rectangle2D.Double(x + c * cellWidth, y + r * cellHeight, cellWidth + 0.5, cellHeight + 0.5));
      }
    }
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private void use(Ink ink, double opacity) {
    graphics.setColor(new Color(rgb(ink)));
    graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
  }

  private static int rgb(Ink ink) {
    return switch (ink) {
      case Ink.Role role ->
          switch (role) {
            case TEXT -> 0x1C2430;
            case MUTED -> 0x5B6675;
            case GRID -> 0xE4E8EE;
            case AXIS -> 0x8A94A3;
            case SURFACE -> 0xFFFFFF;
            case POSITIVE -> 0x2563C9;
            case NEGATIVE -> 0xC93F4B;
          };
      case Ink.Serial(int index) -> SERIES[index];
      case Ink.Fixed(int value) -> value;
    };
  }
}
