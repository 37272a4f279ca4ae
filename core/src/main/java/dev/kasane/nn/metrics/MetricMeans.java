package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.stream.IntStream;

/** Reductions to one number a sample. */
final class MetricMeans {

  private MetricMeans() {}

  /** Means over all axes but the first. */
  static Node perSample(Node x) {
    int[] axes = IntStream.range(1, x.shape().rank()).toArray();
    return axes.length == 0 ? x : Ops.mean(x, axes);
  }
}
