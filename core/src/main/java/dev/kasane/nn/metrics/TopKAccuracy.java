package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;

/**
 * The share of samples whose right class is among the k largest outputs: fewer than k classes have a larger output. An
 * output that is not a number is never right. Targets as for {@link Accuracy}.
 *
 * @param k at least 1
 */
public record TopKAccuracy(int k) implements Metric {

  /** Checks the range. */
  public TopKAccuracy {
    Checks.positive("TopKAccuracy", "k", k);
  }

  @Override
  public String name() {
    return "top_" + k + "_accuracy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node right = Ops.oneHot(Classes.numbers(targets, outputs), outputs.shape().last());
    Node score = Ops.sumKeepDims(Ops.mul(right, outputs), -1);
    Node larger = Ops.sum(Ops.greater(outputs, score), -1);
    Node among = Ops.greater(outputs.graph().constant(k), larger);
    Node isNumber = Ops.reshape(Ops.equal(score, score), among.shape());
    return MetricMeans.perSample(Ops.mul(among, isNumber));
  }
}
