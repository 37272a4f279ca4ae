package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;

/** The mean of {@code |output − target|} over all values of a sample. Targets have the outputs' shape. */
public record MeanAbsoluteErrorMetric() implements Metric {

  @Override
  public String name() {
    return "mean_absolute_error";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    return MetricMeans.perSample(Ops.abs(Ops.sub(outputs, targets)));
  }
}
