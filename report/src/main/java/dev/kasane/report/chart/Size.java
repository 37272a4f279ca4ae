package dev.kasane.report.chart;

/**
 * The room a chart is drawn in.
 *
 * @param width in pixels
 * @param height in pixels
 * @param font size of axis labels in pixels
 */
record Size(double width, double height, double font) {

  /** For pages on a computer, and for pictures. */
  static final Size WIDE = new Size(720, 400, 13);

  /** For pages on a phone. */
  static final Size NARROW = new Size(360, 320, 12);

  boolean isNarrow() {
    return width < 500;
  }

  Size withHeight(double other) {
    return new Size(width, other, font);
  }
}
