package dev.kasane.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run measured after some steps.
 *
 * @param step steps so far
 * @param metrics values by name
 */
public record Point(long step, Map<String, Double> metrics) {

  /** Keeps a copy. */
  public Point {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** A metric, NaN if it was not measured here. */
  public double get(String metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }
}
