package dev.kasane.report.chart;

import dev.kasane.report.Text;
import org.jspecify.annotations.Nullable;

/** What charts are drawn on. Units are those of CSS pixels, y grows downwards. */
interface Canvas {

  /** Where a text is relative to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A rectangle; {@code tip} is shown when it is pointed at. */
  void rect(double x, double y, double width, double height, Ink fill, double opacity, @Nullable Text tip);

  /** A straight line. */
  void line(double x1, double y1, double x2, double y2, Ink ink, double width, double opacity);

  /** A line through points. */
  void path(double[] xs, double[] ys, int count, Ink ink, double width, boolean dashed);

  /** A filled area with these corners. */
  void area(double[] xs, double[] ys, int count, Ink fill, double opacity);

  /** A dot. */
  void dot(double x, double y, double radius, Ink fill, @Nullable Ink edge, @Nullable Text tip);

  /** A text whose baseline is at y, turned by 90 degrees to the left if asked for. */
  void text(double x, double y, Text text, Anchor anchor, double size, Ink ink, boolean upwards);

  /** Coloured cells that fill a rectangle: {@code 0xRRGGBB} by row from the top. */
  void cells(double x, double y, double width, double height, int[][] colours);
}
