package dev.kasane.report.chart;

/** From values to places on an axis. */
record Scale(double low, double high, boolean logarithmic, double from, double to) {

  /** The scale of an axis for values from {@code least} to {@code most}; both may be infinite when there are none. */
  static Scale of(Axis axis, double least, double most, double from, double to, boolean withMargin) {
    Double fixedLow = axis.low();
    Double fixedHigh = axis.high();
    boolean none = !(least <= most);
    double low = fixedLow != null ? fixedLow : none ? (axis.logarithmic() ? 0.1 : 0) : least;
    double high = fixedHigh != null ? fixedHigh : none ? Math.max(1, low + 1) : most;
    boolean log = axis.logarithmic() && low > 0;
    if (!(low < high)) {
      double around = low == 0 ? 1 : Math.abs(low) * 0.1;
      low = log ? low / 2 : low - around;
      high = log ? high * 2 : high + around;
    } else if (withMargin && !log) {
      double margin = 0.04 * (high - low);
      low = fixedLow != null || (low >= 0 && low < margin * 2) ? Math.min(low, fixedLow != null ? low : 0) : low - margin;
      high = fixedHigh != null ? high : high + margin;
    }
    return new Scale(low, high, log, from, to);
  }

  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** The place of a value; may lie outside the axis. */
  double place(double value) {
    double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** The place of a value, at most at an end of the axis. */
  double clamped(double value) {
    double place = place(value);
    return Math.clamp(place, Math.min(from, to), Math.max(from, to));
  }

  double[] ticks(int count) {
    return logarithmic ? Ticks.logarithmic(low, high, count) : Ticks.linear(low, high, count);
  }
}
