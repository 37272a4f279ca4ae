package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;

/** Draws grid lines, tick labels and titles of axes around an area. */
record AxesPainter(Canvas canvas, Size size, double left, double top, double right, double bottom) {

  /** Horizontal grid lines and labels to the left of them. */
  void vertical(Scale scale, Text title) {
    for (double tick : scale.ticks((int) ((bottom - top) / 45))) {
      double y = scale.place(tick);
      canvas.line(left, y, right, y, Ink.Role.GRID, 1, 1);
      canvas.text(left - 7, y + size.font() * 0.35, Text.same(Ticks.label(tick, size.isNarrow())), Canvas.Anchor.END,
          size.font(), Ink.Role.MUTED, false);
    }
    canvas.text(size.font(), (top + bottom) / 2, title, Canvas.Anchor.MIDDLE, size.font(), Ink.Role.TEXT, true);
  }

  /** Vertical grid lines and labels below them; labels that would touch their neighbour are left out. */
  void horizontal(Scale scale, Text title) {
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : scale.ticks(Math.max(4, (int) ((right - left) / 75)))) {
      double x = scale.place(tick);
      canvas.line(x, top, x, bottom, Ink.Role.GRID, 1, 1);
      String label = Ticks.label(tick, size.isNarrow());
      double half = TextWidth.of(label, size.font()) / 2;
      double centre = Math.min(x, size.width() - half - 2);
      if (centre - half > free) {
        canvas.text(centre, bottom + size.font() + 6, Text.same(label), Canvas.Anchor.MIDDLE, size.font(), Ink.Role.MUTED,
            false);
        free = centre + half + 6;
      }
    }
    bottomTitle(title);
  }

  void bottomTitle(Text title) {
    canvas.line(left, bottom, right, bottom, Ink.Role.AXIS, 1.2, 1);
    canvas.text((left + right) / 2, bottom + 2.4 * size.font() + 10, title, Canvas.Anchor.MIDDLE, size.font(),
        Ink.Role.TEXT, false);
  }

  /** Room to the left of an area for a vertical axis. */
  static double leftRoom(Size size, Scale scale, int ticks) {
    List<String> labels = new ArrayList<>();
    for (double tick : scale.ticks(ticks)) {
      labels.add(Ticks.label(tick, size.isNarrow()));
    }
    return leftRoom(size, labels);
  }

  static double leftRoom(Size size, List<String> labels) {
    double widest = 0;
    for (String label : labels) {
      widest = Math.max(widest, TextWidth.of(label, size.font()));
    }
    return 1.5 * size.font() + 12 + Math.max(widest, 20);
  }

  /** Room below an area for a horizontal axis and its title. */
  static double bottomRoom(Size size) {
    return 2.4 * size.font() + 18;
  }
}
