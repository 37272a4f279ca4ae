package dev.kasane.sweep;

import java.util.List;

/**
 * One run: a trial with one seed.
 *
 * @param trial index of the trial
 * @param seed its seed
 * @param round the round of early stopping it was run for; 0 for the first
 * @param finished whether it ran to its end rather than being stopped early
 * @param points what it measured, in order of the steps
 */
public record Run(int trial, long seed, int round, boolean finished, List<Point> points) {

  /** Keeps a copy. */
  public Run {
    points = List.copyOf(points);
  }

  /** The last value of a metric; NaN if it was never measured. */
  public double last(String metric) {
    for (int i = points.size() - 1; i >= 0; i--) {
      if (points.get(i).metrics().containsKey(metric)) {
        return points.get(i).get(metric);
      }
    }
    return Double.NaN;
  }

  /** Steps it made. */
  public long steps() {
    return points.isEmpty() ? 0 : points.getLast().step();
  }
}
