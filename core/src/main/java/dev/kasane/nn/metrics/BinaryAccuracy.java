package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;

/**
 * The share of values on the right side of a threshold: {@code (output > threshold) = target}, for targets 0 and 1. The
 * mean over all values of a sample.
 *
 * @param threshold above it an output means 1; finite
 */
public record BinaryAccuracy(double threshold) implements Metric {

  /** Checks the threshold. */
  public BinaryAccuracy {
    Checks.finite("BinaryAccuracy", "threshold", threshold);
  }

  /** With threshold 0.5, for probabilities. Take 0 for values without a sigmoid. */
  public BinaryAccuracy() {
    this(0.5);
  }

  @Override
  public String name() {
    return "binary_accuracy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node same = Ops.reshape(targets, outputs.shape());
    return MetricMeans.perSample(Ops.equal(same, Ops.greater(outputs, threshold)));
  }
}
