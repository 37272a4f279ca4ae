package dev.kasane.report.chart;

import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a {@link Plot}. */
final class PlotPainter {

  /** Dots tell their values when pointed at, unless there are so many that nobody could point at one. */
  private static final int MOST_TIPS = 400;

  private final Plot plot;
  private final Canvas canvas;
  private final Size size;
  private final List<Ink> inks = new ArrayList<>();

  private PlotPainter(Plot plot, Canvas canvas, Size size) {
    this.plot = plot;
    this.canvas = canvas;
    this.size = size;
    int next = 0;
    for (Series series : plot.series()) {
      inks.add(new Ink.Serial(series.colour() >= 0 ? series.colour() : next));
      next++;
    }
  }

  static void paint(Plot plot, Canvas canvas, Size size) {
    new PlotPainter(plot, canvas, size).paint();
  }

  private void paint() {
    Legend legend = new Legend();
    for (int i = 0; i < plot.series().size(); i++) {
      Series series = plot.series().get(i);
      legend.line(series.name(), inks.get(i), series.mark());
    }
    double top = 10;
    double legendHeight = legend.height(size.width() - 16, size.font());
    legend.draw(canvas, 8, top, size.width() - 16, size.font());
    top += legendHeight + (legendHeight > 0 ? 8 : 0);
    double bottom = size.height() - AxesPainter.bottomRoom(size);
    Bounds bounds = bounds();
    Scale y = Scale.of(plot.y(), bounds.lowY, bounds.highY, bottom, top, true);
    double left = AxesPainter.leftRoom(size, y, (int) ((bottom - top) / 45));
    double right = size.width() - 18;
    Scale x = Scale.of(plot.x(), bounds.lowX, bounds.highX, left, right, false);
    Plot.Field field = plot.field();
    if (field != null) {
      field(field, x, y);
    }
    AxesPainter axes = new AxesPainter(canvas, size, left, top, right, bottom);
    axes.vertical(y, plot.y().title());
    axes.horizontal(x, plot.x().title());
    for (Plot.Reference reference : plot.references()) {
      reference(reference, y, left, right);
    }
    for (int i = 0; i < plot.series().size(); i++) {
      band(plot.series().get(i), inks.get(i), x, y);
    }
    for (int i = 0; i < plot.series().size(); i++) {
      draw(plot.series().get(i), inks.get(i), x, y);
    }
    for (Plot.Reference reference : plot.references()) {
      referenceName(reference, y, right);
    }
  }

  private void field(Plot.Field field, Scale x, Scale y) {
    int rows = field.values().length;
    int[][] colours = Colours.sequential(field.values());
    int[][] fromTop = new int[rows][];
    for (int r = 0; r < rows; r++) {
      fromTop[r] = colours[rows - 1 - r];
    }
    double left = x.clamped(field.x0());
    double top = y.clamped(field.y1());
    canvas.cells(left, top, x.clamped(field.x1()) - left, y.clamped(field.y0()) - top, fromTop);
  }

  private void reference(Plot.Reference reference, Scale y, double left, double right) {
    if (!y.shows(reference.y())) {
      return;
    }
    double place = y.clamped(reference.y());
    canvas.path(new double[] {left, right}, new double[] {place, place}, 2, Ink.Role.MUTED, 1.5, true);
  }

  /** Over everything else, on paper of its own, so that it can be read. */
  private void referenceName(Plot.Reference reference, Scale y, double right) {
    if (!y.shows(reference.y())) {
      return;
    }
    double font = size.font() - 1;
    double place = Math.max(y.clamped(reference.y()) - 6, font + 2);
    double width = TextWidth.of(reference.name(), font);
    canvas.rect(right - 8 - width, place - font, width + 6, font + 5, Ink.Role.SURFACE, 0.85, null);
    canvas.text(right - 5, place, reference.name(), Canvas.Anchor.END, font, Ink.Role.TEXT, false);
  }

  private void band(Series series, Ink ink, Scale x, Scale y) {
    double[] low = series.low();
    double[] high = series.high();
    if (low == null || high == null) {
      return;
    }
    Outline upper = new Outline(x, y);
    Outline lower = new Outline(x, y);
    for (int i = 0; i < series.x().length; i++) {
      if (x.shows(series.x()[i]) && y.shows(low[i]) && y.shows(high[i])) {
        upper.add(series.x()[i], high[i]);
        lower.add(series.x()[i], low[i]);
      }
    }
    int n = upper.count();
    if (n < 2) {
      return;
    }
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = upper.x(i);
      ys[i] = upper.y(i);
      xs[2 * n - 1 - i] = lower.x(i);
      ys[2 * n - 1 - i] = lower.y(i);
    }
    canvas.area(xs, ys, 2 * n, ink, 0.18);
  }

  private void draw(Series series, Ink ink, Scale x, Scale y) {
    if (series.mark() != Series.Mark.POINTS) {
      Outline outline = new Outline(x, y);
      for (int i = 0; i <= series.x().length; i++) {
        if (i < series.x().length && x.shows(series.x()[i]) && y.shows(series.y()[i])) {
          outline.add(series.x()[i], series.y()[i]);
        } else {
          outline.flush(canvas, ink, series.mark() == Series.Mark.DASHED);
        }
      }
    }
    if (series.mark() == Series.Mark.POINTS || series.mark() == Series.Mark.LINE_AND_POINTS) {
      boolean tips = series.x().length <= MOST_TIPS;
      for (int i = 0; i < series.x().length; i++) {
        if (x.shows(series.x()[i]) && y.shows(series.y()[i])) {
          canvas.dot(x.clamped(series.x()[i]), y.clamped(series.y()[i]), series.x().length > 100 ? 2 : 3.5, ink,
              Ink.Role.SURFACE, tips ? tip(series, i) : null);
        }
      }
    }
  }

  private static @Nullable Text tip(Series series, int i) {
    String numbers = ": " + Numbers.general(series.x()[i], 5) + ", " + Numbers.general(series.y()[i], 5);
    return Text.of(series.name().en() + numbers, series.name().ja() + numbers);
  }

  private record Bounds(double lowX, double highX, double lowY, double highY) {}

  private Bounds bounds() {
    Range x = new Range(plot.x().logarithmic());
    Range y = new Range(plot.y().logarithmic());
    for (Series series : plot.series()) {
      x.add(series.x());
      y.add(series.y());
      if (series.low() != null && series.high() != null) {
        y.add(series.low());
        y.add(series.high());
      }
    }
    for (Plot.Reference reference : plot.references()) {
      y.add(reference.y());
    }
    Plot.Field field = plot.field();
    if (field != null) {
      x.add(field.x0(), field.x1());
      y.add(field.y0(), field.y1());
    }
    return new Bounds(x.low, x.high, y.low, y.high);
  }

  private static final class Range {
    private final boolean positiveOnly;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    Range(boolean positiveOnly) {
      this.positiveOnly = positiveOnly;
    }

    void add(double... values) {
      for (double value : values) {
        if (Double.isFinite(value) && (!positiveOnly || value > 0)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
  }
}
