package dev.kasane.report.chart;

import dev.kasane.report.Text;

/** About how wide a text is: enough to leave room for it, in any font. */
final class TextWidth {

  private TextWidth() {}

  /** The width of the wider language. */
  static double of(Text text, double size) {
    return Math.max(of(text.en(), size), of(text.ja(), size));
  }

  /** Narrow characters are about 0.56 of the font's size wide, those of Japanese as wide as the size. */
  static double of(String text, double size) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += text.charAt(i) >= 0x2E80 ? 1.0 : 0.56;
    }
    return width * size;
  }
}
