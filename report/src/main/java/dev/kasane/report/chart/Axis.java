package dev.kasane.report.chart;

import dev.kasane.report.Text;
import org.jspecify.annotations.Nullable;

/**
 * One axis of a plot.
 *
 * @param title what is measured, with its unit
 * @param logarithmic whether equal distances are equal ratios; values of 0 and below are then left out
 * @param low where it begins, or null to begin at the smallest value
 * @param high where it ends, or null to end at the largest value
 */
public record Axis(Text title, boolean logarithmic, @Nullable Double low, @Nullable Double high) {

  /** A linear axis from the smallest to the largest value. */
  public static Axis of(Text title) {
    return new Axis(title, false, null, null);
  }

  /** The same axis with equal distances for equal ratios. */
  public Axis log() {
    return new Axis(title, true, low, high);
  }

  /**
   * The same axis from one value to another.
   *
   * @throws IllegalArgumentException if {@code low} is not below {@code high}
   */
  public Axis range(double from, double to) {
    if (!(from < to)) {
      throw new IllegalArgumentException("Axis: expected low < high, received " + from + " and " + to);
    }
    return new Axis(title, logarithmic, from, to);
  }
}
