package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;

/** The mean of {@code (output − target)²} over all values of a sample. Targets have the outputs' shape. */
public record MeanSquaredErrorMetric() implements Metric {

  @Override
  public String name() {
    return "mean_squared_error";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    return MetricMeans.perSample(Ops.square(Ops.sub(outputs, targets)));
  }
}
