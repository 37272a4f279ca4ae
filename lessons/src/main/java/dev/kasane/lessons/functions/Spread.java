package dev.kasane.lessons.functions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How results of several seeds lie.
 *
 * @param mean their mean
 * @param deviation their standard deviation (that of a sample: n − 1), 0 for one seed
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double mean, double deviation, double min, double max) {

  /** Of these results, at least one. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
    return new Spread(mean, deviation, Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }

  /** Of the last checks of some fits. */
  public static Spread ofChecks(List<Fit> fits) {
    return of(fits.stream().mapToDouble(Fit::check).toArray());
  }

  /** A number with three digits that mean something. */
  public static String number(double value) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return "∞";
    }
    double size = Math.abs(value);
    return size >= 1e-3 && size < 1e4
        ? String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f", value)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  /** Such as {@code 0.52 ± 0.11}. */
  @Override
  public String toString() {
    return number(mean) + " ± " + number(deviation);
  }
}
