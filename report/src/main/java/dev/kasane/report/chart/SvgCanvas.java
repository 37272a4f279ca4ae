package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes SVG whose colours are CSS variables of the page: {@code --text}, {@code --c0} and so on. */
final class SvgCanvas implements Canvas {

  private final StringBuilder out = new StringBuilder();

  String content() {
    return out.toString();
  }

  @Override
  public void rect(double x, double y, double width, double height, Ink fill, double opacity, @Nullable Text tip) {
    out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" width=\"")
        .append(number(width)).append("\" height=\"").append(number(height)).append("\" rx=\"1.5\" style=\"fill:")
        .append(css(fill)).append('"');
    if (opacity < 1) {
      out.append(" opacity=\"").append(number(opacity)).append('"');
    }
    close("rect", tip);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Ink ink, double width, double opacity) {
    out.append("<path d=\"M").append(number(x1)).append(' ').append(number(y1)).append('L').append(number(x2))
        .append(' ').append(number(y2)).append("\" style=\"stroke:").append(css(ink)).append("\" stroke-width=\"")
        .append(number(width)).append('"');
    if (opacity < 1) {
      out.append(" opacity=\"").append(number(opacity)).append('"');
    }
    out.append("/>");
  }

  @Override
  public void path(double[] xs, double[] ys, int count, Ink ink, double width, boolean dashed) {
    out.append("<path d=\"");
    points(xs, ys, count);
    out.append("\" style=\"stroke:").append(css(ink)).append("\" stroke-width=\"").append(number(width))
        .append("\" stroke-linejoin=\"round\" stroke-linecap=\"round\" fill=\"none\"");
    if (dashed) {
      out.append(" stroke-dasharray=\"6 5\"");
    }
    out.append("/>");
  }

  @Override
  public void area(double[] xs, double[] ys, int count, Ink fill, double opacity) {
    out.append("<path d=\"");
    points(xs, ys, count);
    out.append("Z\" style=\"fill:").append(css(fill)).append("\" opacity=\"").append(number(opacity)).append("\"/>");
  }

  private void points(double[] xs, double[] ys, int count) {
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? 'M' : 'L').append(number(xs[i])).append(' ').append(number(ys[i]));
    }
  }

  @Override
  public void dot(double x, double y, double radius, Ink fill, @Nullable Ink edge, @Nullable Text tip) {
    out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y)).append("\" r=\"")
        .append(number(radius)).append("\" style=\"fill:").append(css(fill));
    if (edge != null) {
      out.append(";stroke:").append(css(edge));
    }
    out.append('"');
    close("circle", tip);
  }

  @Override
  public void text(double x, double y, Text text, Anchor anchor, double size, Ink ink, boolean upwards) {
    if (text.isSame()) {
      text(x, y, text.en(), "", anchor, size, ink, upwards);
    } else {
      text(x, y, text.en(), " class=\"en\"", anchor, size, ink, upwards);
      text(x, y, text.ja(), " class=\"ja\"", anchor, size, ink, upwards);
    }
  }

  private void text(
      double x, double y, String text, String language, Anchor anchor, double size, Ink ink, boolean upwards) {
    out.append("<text").append(language).append(" x=\"").append(number(x)).append("\" y=\"").append(number(y))
        .append("\" font-size=\"").append(number(size)).append("\" text-anchor=\"")
        .append(anchor.name().toLowerCase(Locale.ROOT)).append("\" style=\"fill:").append(css(ink)).append('"');
    if (upwards) {
      out.append(" transform=\"rotate(-90 ").append(number(x)).append(' ').append(number(y)).append(")\"");
    }
    out.append('>').append(escape(text)).append("</text>");
  }

  @Override
  public void cells(double x, double y, double width, double height, int[][] colours) {
    BufferedImage image = new BufferedImage(colours[0].length, colours.length, BufferedImage.TYPE_INT_RGB);
    for (int r = 0; r < colours.length; r++) {
      for (int c = 0; c < colours[r].length; c++) {
        image.setRGB(c, r, colours[r][c]);
      }
    }
    out.append("<image x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" width=\"")
        .append(number(width)).append("\" height=\"").append(number(height))
        .append("\" preserveAspectRatio=\"none\" href=\"").append(PictureWriter.dataUri(image)).append("\"/>");
  }

  private void close(String element, @Nullable Text tip) {
    if (tip == null) {
      out.append("/>");
      return;
    }
    out.append("><title>").append(escape(tip.en()));
    if (!tip.isSame()) {
      out.append(" / ").append(escape(tip.ja()));
    }
    out.append("</title></").append(element).append('>');
  }

  private static String css(Ink ink) {
    return switch (ink) {
      case Ink.Role role -> "var(--" + role.name().toLowerCase(Locale.ROOT) + ")";
      case Ink.Serial(int index) -> "var(--c" + index + ")";
      case Ink.Fixed(int rgb) -> String.format(Locale.ROOT, "#%06x", rgb);
    };
  }

  /** At most two decimals: a hundredth of a pixel. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("SVG: expected a finite place, received " + value);
    }
    long hundredths = Math.round(value * 100);
    String sign = hundredths < 0 ? "-" : "";
    long size = Math.abs(hundredths);
    String whole = sign + size / 100;
    long rest = size % 100;
    return rest == 0 ? whole : whole + (rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
  }

  /** A text for use between tags and in attributes. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
