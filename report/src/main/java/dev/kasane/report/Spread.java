package dev.kasane.report;

import java.util.Arrays;
import java.util.List;

/**
 * What several runs of one experiment gave.
 *
 * @param values one value a run, in order of the runs; at least one
 */
public record Spread(List<Double> values) {

  /** Keeps a copy of the values. */
  public Spread {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Spread: expected at least one value, received none");
    }
  }

  /** The spread of some values. */
  public static Spread of(double... values) {
    return new Spread(Arrays.stream(values).boxed().toList());
  }

  /** The arithmetic mean. */
  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** The sample standard deviation, with n - 1 in the denominator; 0 for one value. */
  public double deviation() {
    if (values.size() == 1) {
      return 0;
    }
    double mean = mean();
    double sum = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(sum / (values.size() - 1));
  }

  /** The smallest value. */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The largest value. */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Number of runs. */
  public int count() {
    return values.size();
  }

  /** {@code 86.41 ± 0.32}, or only the value if there is one. */
  public String text(int decimals) {
    String mean = Numbers.fixed(mean(), decimals);
    return count() == 1 ? mean : mean + " ± " + Numbers.fixed(deviation(), decimals);
  }
}
