package dev.kasane.report.chart;

import dev.kasane.report.Numbers;
import dev.kasane.report.Text;

/** Draws a {@link HeatMap}: cells with their numbers where they fit, and a bar that tells the colours. */
final class HeatMapPainter {

  private HeatMapPainter() {}

  static double height(HeatMap map, Size size) {
    double cell = size.isNarrow() ? 34 : 44;
    return Math.clamp(70 + map.rows().size() * cell + AxesPainter.bottomRoom(size), 200, 900);
  }

  static void paint(HeatMap map, Canvas canvas, Size size) {
    double top = 10 + size.font() + 26;
    double bottom = size.height() - AxesPainter.bottomRoom(size);
    double left = AxesPainter.leftRoom(size, map.rows());
    double right = size.width() - 14;
    int[][] colours = Colours.sequential(map.values());
    double width = (right - left) / Math.max(1, map.columns().size());
    double height = (bottom - top) / Math.max(1, map.rows().size());
    for (int r = 0; r < map.rows().size(); r++) {
      for (int c = 0; c < map.columns().size(); c++) {
        cell(map, canvas, size, r, c, colours[r][c], left + c * width, top + r * height, width, height);
      }
      canvas.text(left - 7, top + (r + 0.5) * height + size.font() * 0.35, Text.same(map.rows().get(r)),
          Canvas.Anchor.END, size.font(), Ink.Role.MUTED, false);
    }
    columnLabels(map, canvas, size, left, bottom, width);
    canvas.text((left + right) / 2, bottom + 2.4 * size.font() + 10, map.x(), Canvas.Anchor.MIDDLE, size.font(),
        Ink.Role.TEXT, false);
    canvas.text(size.font(), (top + bottom) / 2, map.y(), Canvas.Anchor.MIDDLE, size.font(), Ink.Role.TEXT, true);
    key(map, canvas, size, left, right);
  }

  private static void columnLabels(HeatMap map, Canvas canvas, Size size, double left, double bottom, double width) {
    double free = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < map.columns().size(); c++) {
      double x = left + (c + 0.5) * width;
      double half = TextWidth.of(map.columns().get(c), size.font()) / 2;
      if (x - half > free) {
        canvas.text(x, bottom + size.font() + 6, Text.same(map.columns().get(c)), Canvas.Anchor.MIDDLE, size.font(),
            Ink.Role.MUTED, false);
        free = x + half + 4;
      }
    }
  }

  private static void cell(
      HeatMap map, Canvas canvas, Size size, int r, int c, int colour, double x, double y, double width,
      double height) {
    double value = map.values()[r][c];
    String number = Double.isFinite(value) ? Numbers.fixed(value, map.decimals()) : "–";
    Text tip = Text.of(
        map.y().en() + " " + map.rows().get(r) + ", " + map.x().en() + " " + map.columns().get(c) + ": " + number,
        map.y().ja() + " " + map.rows().get(r) + "、" + map.x().ja() + " " + map.columns().get(c) + ": " + number);
    canvas.rect(x + 1, y + 1, Math.max(1, width - 2), Math.max(1, height - 2), new Ink.Fixed(colour), 1, tip);
    double font = size.font() - 1;
    if (TextWidth.of(number, font) + 6 <= width && font + 4 <= height) {
      canvas.text(x + width / 2, y + height / 2 + font * 0.35, Text.same(number), Canvas.Anchor.MIDDLE, font,
          new Ink.Fixed(Colours.isDark(colour) ? 0xFFFFFF : 0x111111), false);
    }
  }

  private static void key(HeatMap map, Canvas canvas, Size size, double left, double right) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : map.values()) {
      for (double value : row) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    if (!(low <= high)) {
      return;
    }
    int[][] ramp = new int[1][64];
    for (int i = 0; i < 64; i++) {
      ramp[0][i] = Colours.sequential(i / 63.0);
    }
    double width = Math.min(160, (right - left) * 0.35);
    double y = 14;
    String lowText = Numbers.fixed(low, map.decimals());
    String highText = Numbers.fixed(high, map.decimals());
    double x = right - width - TextWidth.of(highText, size.font()) - 8;
    canvas.cells(x, y, width, 12, ramp);
    canvas.text(x - 6, y + 11, Text.same(lowText), Canvas.Anchor.END, size.font(), Ink.Role.MUTED, false);
    canvas.text(x + width + 6, y + 11, Text.same(highText), Canvas.Anchor.START, size.font(), Ink.Role.MUTED, false);
    canvas.text(8, y + 11 + (size.isNarrow() ? size.font() + 4 : 0), map.value(), Canvas.Anchor.START, size.font(),
        Ink.Role.TEXT, false);
  }
}
