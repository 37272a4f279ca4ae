package dev.kasane.benchmarks;

import java.util.Arrays;

/**
 * Rates of equal windows of time, from the first call on. The rate counts as steady once neither of two neighbouring
 * groups of windows is much faster than the other; what comes after that is measured.
 */
final class Windows {

  private static final int PER_GROUP = 4;
  private static final double STEADY = 0.05;
  private static final double WARM = 0.9;

  /** So long a window at least: shorter ones measure the clock and the scheduler. */
  private static final double LEAST_SECONDS = 0.01;

  private final double windowNanos;
  private final double measureNanos;
  private final double mostNanos;
  private final long begin;
  private double[] rates = new double[64];
  private double[] ends = new double[64];
  private int count;
  private int steadyFrom = -1;
  private long windowBegin;
  private long samples;

  /**
   * Begins.
   *
   * @param seconds how long to measure once the rate is steady; waiting for that takes three times as long at most, but
   *     no less than two seconds
   */
  Windows(double seconds, long begin) {
    this.windowNanos = 1e9 * Math.max(LEAST_SECONDS, seconds / 20);
    this.measureNanos = 1e9 * seconds;
    this.mostNanos = 1e9 * Math.max(2, 3 * seconds);
    this.begin = begin;
    this.windowBegin = begin;
  }

  /** Notes that so many samples were done by now. Returns whether enough is known. */
  boolean done(int more) {
    samples += more;
    long now = System.nanoTime();
    if (now - windowBegin < windowNanos) {
      return false;
    }
    if (count == rates.length) {
      rates = Arrays.copyOf(rates, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    rates[count] = samples / ((now - windowBegin) * 1e-9);
    ends[count] = now - begin;
    count++;
    windowBegin = now;
    samples = 0;
    if (steadyFrom < 0 && (isSteady() || now - begin > mostNanos)) {
      steadyFrom = count;
    }
    // Each window counts, also when a single step takes longer than all of them should.
    return steadyFrom >= 0
        && count >= steadyFrom + 3
        && now - begin - ends[Math.max(0, steadyFrom - 1)] >= measureNanos;
  }

  private boolean isSteady() {
    if (count < 2 * PER_GROUP) {
      return false;
    }
    double late = median(Arrays.copyOfRange(rates, count - PER_GROUP, count));
    double early = median(Arrays.copyOfRange(rates, count - 2 * PER_GROUP, count - PER_GROUP));
    return Math.abs(late - early) < STEADY * early;
  }

  /** The median of the windows that count. */
  double medianRate() {
    return median(Arrays.copyOfRange(rates, Math.max(0, steadyFrom), count));
  }

  /** The best of the windows that count. */
  double bestRate() {
    return Arrays.stream(rates, Math.max(0, steadyFrom), count).max().orElse(Double.NaN);
  }

  /** Seconds until the end of the first window that reached 90 % of the steady rate. */
  double warmupSeconds() {
    for (int i = 0; i < count; i++) {
      if (rates[i] >= WARM * medianRate()) {
        return ends[i] * 1e-9;
      }
    }
    return Double.NaN;
  }

  /** The middle of some numbers; NaN if there are none. */
  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** The number that the given share of all numbers does not exceed; NaN if there are none. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}
