package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;

/** Names beside samples of what they name, in lines from left to right. */
final class Legend {

  private static final double SAMPLE = 22;
  private static final double GAP = 18;

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Text name, Ink ink, Series.Mark mark, boolean block) {}

  void line(Text name, Ink ink, Series.Mark mark) {
    entries.add(new Entry(name, ink, mark, false));
  }

  void block(Text name, Ink ink) {
    entries.add(new Entry(name, ink, Series.Mark.LINE, true));
  }

  /** Height that it takes within a width; 0 when there is nothing to tell apart. */
  double height(double width, double font) {
    return entries.size() < 2 ? 0 : lay(width, font).size() * (font + 7) + 4;
  }

  void draw(Canvas canvas, double x, double y, double width, double font) {
    if (entries.size() < 2) {
      return;
    }
    double lineY = y;
    for (List<Entry> line : lay(width, font)) {
      double at = x;
      for (Entry entry : line) {
        sample(canvas, entry, at, lineY + font / 2);
        canvas.text(at + SAMPLE + 5, lineY + font * 0.86, entry.name(), Canvas.Anchor.START, font, Ink.Role.TEXT, false);
        at += advance(entry, font);
      }
      lineY += font + 7;
    }
  }

  private static void sample(Canvas canvas, Entry entry, double x, double y) {
    if (entry.block()) {
      canvas.rect(x + 4, y - 6, 12, 12, entry.ink(), 1, null);
      return;
    }
    if (entry.mark() != Series.Mark.POINTS) {
      canvas.path(new double[] {x, x + SAMPLE}, new double[] {y, y}, 2, entry.ink(), 2.5,
          entry.mark() == Series.Mark.DASHED);
    }
    if (entry.mark() == Series.Mark.POINTS || entry.mark() == Series.Mark.LINE_AND_POINTS) {
      canvas.dot(x + SAMPLE / 2, y, 3.5, entry.ink(), null, null);
    }
  }

  private List<List<Entry>> lay(double width, double font) {
    List<List<Entry>> lines = new ArrayList<>();
    List<Entry> line = new ArrayList<>();
    double used = 0;
    for (Entry entry : entries) {
      double advance = advance(entry, font);
      if (!line.isEmpty() && used + advance - GAP > width) {
        lines.add(line);
        line = new ArrayList<>();
        used = 0;
      }
      line.add(entry);
      used += advance;
    }
    lines.add(line);
    return lines;
  }

  private static double advance(Entry entry, double font) {
    return SAMPLE + 5 + TextWidth.of(entry.name(), font) + GAP;
  }
}
