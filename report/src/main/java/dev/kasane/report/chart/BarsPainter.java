package dev.kasane.report.chart;

import dev.kasane.report.Numbers;
import dev.kasane.report.Text;

/** Draws {@link Bars}: upright ones, or lying ones where the names of the groups need the room. */
final class BarsPainter {

  private BarsPainter() {}

  static void paint(Bars bars, Canvas canvas, Size size) {
    Legend legend = new Legend();
    for (int s = 0; s < bars.sets().size(); s++) {
      legend.block(bars.sets().get(s).name(), new Ink.Serial(s));
    }
    double top = 10;
    double legendHeight = legend.height(size.width() - 16, size.font());
    legend.draw(canvas, 8, top, size.width() - 16, size.font());
    top += legendHeight + (legendHeight > 0 ? 8 : 0);
    double bottom = size.height() - AxesPainter.bottomRoom(size);
    double nameWidth = 0;
    for (Text category : bars.categories()) {
      nameWidth = Math.max(nameWidth, TextWidth.of(category, size.font()));
    }
    boolean lying = nameWidth + 8 > (size.width() - 80) / Math.max(1, bars.categories().size());
    if (lying) {
      lying(bars, canvas, size, top, bottom, Math.min(nameWidth, size.width() * 0.4));
    } else {
      upright(bars, canvas, size, top, bottom);
    }
  }

  private static void upright(Bars bars, Canvas canvas, Size size, double top, double bottom) {
    Scale y = scale(bars, bottom, top);
    double left = AxesPainter.leftRoom(size, y, (int) ((bottom - top) / 45));
    double right = size.width() - 14;
    AxesPainter axes = new AxesPainter(canvas, size, left, top, right, bottom);
    axes.vertical(y, bars.axis().title());
    double group = (right - left) / Math.max(1, bars.categories().size());
    double width = Math.min(46, group * 0.76 / Math.max(1, bars.sets().size()));
    for (int c = 0; c < bars.categories().size(); c++) {
      double centre = left + (c + 0.5) * group;
      for (int s = 0; s < bars.sets().size(); s++) {
        double x = centre + (s - bars.sets().size() / 2.0) * width + 1;
        double from = y.clamped(base(y));
        double to = place(y, bars.sets().get(s).values()[c]);
        if (Double.isFinite(to)) {
          canvas.rect(x, Math.min(from, to), width - 2, Math.max(0.5, Math.abs(to - from)), new Ink.Serial(s), 1,
              tip(bars, s, c));
          if (width > 30 && bars.sets().get(s).high() == null) {
            double beyond = to > from ? to + size.font() : to - 5;
            canvas.text(x + width / 2 - 1, beyond, label(bars, s, c), Canvas.Anchor.MIDDLE, size.font() - 2,
                Ink.Role.MUTED, false);
          }
          whisker(bars, s, c, canvas, y, x + width / 2 - 1, true);
        }
      }
      canvas.text(centre, bottom + size.font() + 6, bars.categories().get(c), Canvas.Anchor.MIDDLE, size.font(),
          Ink.Role.TEXT, false);
    }
    canvas.line(left, bottom, right, bottom, Ink.Role.AXIS, 1.2, 1);
  }

  private static void lying(Bars bars, Canvas canvas, Size size, double top, double bottom, double nameWidth) {
    double left = nameWidth + 16;
    double right = size.width() - 18;
    Scale x = scale(bars, left, right);
    AxesPainter axes = new AxesPainter(canvas, size, left, top, right, bottom);
    axes.horizontal(x, bars.axis().title());
    double group = (bottom - top) / Math.max(1, bars.categories().size());
    double height = Math.min(30, group * 0.76 / Math.max(1, bars.sets().size()));
    for (int c = 0; c < bars.categories().size(); c++) {
      double centre = top + (c + 0.5) * group;
      for (int s = 0; s < bars.sets().size(); s++) {
        double y = centre + (s - bars.sets().size() / 2.0) * height + 1;
        double from = x.clamped(base(x));
        double to = place(x, bars.sets().get(s).values()[c]);
        if (Double.isFinite(to)) {
          canvas.rect(Math.min(from, to), y, Math.max(0.5, Math.abs(to - from)), Math.max(1, height - 2),
              new Ink.Serial(s), 1, tip(bars, s, c));
          whisker(bars, s, c, canvas, x, y + height / 2 - 1, false);
        }
      }
      canvas.text(left - 6, centre + size.font() * 0.35, bars.categories().get(c), Canvas.Anchor.END, size.font(),
          Ink.Role.TEXT, false);
    }
  }

  private static void whisker(Bars bars, int s, int c, Canvas canvas, Scale scale, double across, boolean upright) {
    double[] low = bars.sets().get(s).low();
    double[] high = bars.sets().get(s).high();
    if (low == null || high == null || !scale.shows(low[c]) || !scale.shows(high[c])) {
      return;
    }
    double a = scale.clamped(low[c]);
    double b = scale.clamped(high[c]);
    if (upright) {
      canvas.line(across, a, across, b, Ink.Role.TEXT, 1.5, 1);
      canvas.line(across - 4, a, across + 4, a, Ink.Role.TEXT, 1.5, 1);
      canvas.line(across - 4, b, across + 4, b, Ink.Role.TEXT, 1.5, 1);
    } else {
      canvas.line(a, across, b, across, Ink.Role.TEXT, 1.5, 1);
      canvas.line(a, across - 4, a, across + 4, Ink.Role.TEXT, 1.5, 1);
      canvas.line(b, across - 4, b, across + 4, Ink.Role.TEXT, 1.5, 1);
    }
  }

  private static Scale scale(Bars bars, double from, double to) {
    double low = bars.axis().logarithmic() ? Double.POSITIVE_INFINITY : 0;
    double high = Double.NEGATIVE_INFINITY;
    for (Bars.Set set : bars.sets()) {
      for (double[] values : new double[][] {set.values(), set.low(), set.high()}) {
        for (double value : values == null ? new double[0] : values) {
          if (Double.isFinite(value) && (!bars.axis().logarithmic() || value > 0)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
          }
        }
      }
    }
    low = bars.axis().logarithmic() ? low / 2 : low; // so that the smallest bar can be seen
    high = bars.axis().logarithmic() ? high * 1.6 : high + 0.03 * (high - low); // the numbers above the bars
    return Scale.of(bars.axis(), low, high, from, to, true);
  }

  private static double base(Scale scale) {
    return scale.logarithmic() ? scale.low() : Math.clamp(0, scale.low(), scale.high());
  }

  private static double place(Scale scale, double value) {
    return scale.shows(value) ? scale.clamped(value) : Double.NaN;
  }

  private static Text label(Bars bars, int s, int c) {
    return Text.same(Numbers.general(bars.sets().get(s).values()[c], 4));
  }

  private static Text tip(Bars bars, int s, int c) {
    Text name = bars.sets().get(s).name();
    Text category = bars.categories().get(c);
    String value = Numbers.general(bars.sets().get(s).values()[c], 5);
    return Text.of(category.en() + ", " + name.en() + ": " + value, category.ja() + "、" + name.ja() + ": " + value);
  }
}
