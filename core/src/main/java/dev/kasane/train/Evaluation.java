package dev.kasane.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured on a dataset.
 *
 * @param values {@code loss} first, then the metrics: means over all samples
 * @param samples how many
 * @param seconds it took
 */
public record Evaluation(Map<String, Double> values, int samples, double seconds) {

  /** Keeps a copy of the values. */
  public Evaluation {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The loss, penalties included. */
  public double loss() {
    return get("loss");
  }

  /** The first metric called {@code accuracy}. See {@link #get} for the error. */
  public double accuracy() {
    return get("accuracy");
  }

  /**
   * A value by name.
   *
   * @throws IllegalArgumentException if nothing of that name was measured
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Nothing called '" + name + "' was measured, only " + values.keySet());
    }
    return value;
  }

  /** Such as {@code loss 0.0412, accuracy 0.9884 (10000 samples)}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "))
        + " (" + samples + " samples)";
  }
}
