package dev.kasane.train;

import dev.kasane.nn.losses.Loss;
import dev.kasane.nn.metrics.Metric;
import java.util.List;

/**
 * What is asked of one output of a model.
 *
 * @param loss what training makes small
 * @param weight its share in the sum over outputs, above 0
 * @param metrics what people read, each of another name
 */
public record Objective(Loss loss, double weight, List<Metric> metrics) {

  /** Checks weight and names. */
  public Objective {
    metrics = List.copyOf(metrics);
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Objective: expected a weight above 0, received " + weight);
    }
    List<String> names = metrics.stream().map(Metric::name).toList();
    if (names.stream().distinct().count() != names.size() || names.contains("loss")) {
      throw new IllegalArgumentException(
          "Objective: each metric must have a name of its own, other than 'loss', received " + names);
    }
  }

  /** An objective of weight 1. */
  public static Objective of(Loss loss, Metric... metrics) {
    return new Objective(loss, 1, List.of(metrics));
  }

  /** This objective with another weight. */
  public Objective weight(double newWeight) {
    return new Objective(loss, newWeight, metrics);
  }
}
