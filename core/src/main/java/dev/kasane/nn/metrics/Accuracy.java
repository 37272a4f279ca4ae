package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.UnaryFunction;

/**
 * The share of right answers. What an answer is follows from the shapes:
 *
 * <ul>
 *   <li>outputs {@code (n, ..., 1)} or the result of a sigmoid: each value, cut at 0.5, is compared with its target
 *       ({@link BinaryAccuracy});
 *   <li>targets with one axis less than the outputs: class numbers, compared with the class of the largest output;
 *   <li>targets of the outputs' shape: the class of the largest target, compared with the class of the largest output.
 * </ul>
 */
public record Accuracy() implements Metric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    boolean sigmoid = outputs.op() instanceof Op.Unary unary && unary.function() == UnaryFunction.SIGMOID;
    if (outputs.shape().last() == 1 || (sigmoid && targets.shape().equals(outputs.shape()))) {
      return new BinaryAccuracy().apply(targets, outputs);
    }
    return MetricMeans.perSample(Ops.equal(Classes.numbers(targets, outputs), Ops.argMax(outputs)));
  }
}
