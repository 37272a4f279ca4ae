package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds variances over the batch: sums of squared deviations that one reading can give together with the mean.
 * Elsewhere deviations are small enough to stay in a cache until the mean is known.
 */
final class Deviations {

  private Deviations() {}

  static Graph run(Graph graph) {
    BatchAxis axis = BatchAxis.of(graph);
    return GraphRewriter.rewrite(
        graph,
        (to, node, in) -> {
          if (node.op() instanceof Op.Reduce reduce && sumsRows(reduce, node, axis)) {
            Node x = Means.squaredDeviationOf(in.getFirst(), reduce.axes());
            if (x != in.getFirst()) {
              return to.add(new Op.Reduce(ReduceFunction.SQUARED_DEVIATION, reduce.axes(), false), x);
            }
          }
          return to.add(node.op(), in);
        });
  }

  /** Whether a sum is one number for each place of a row, over all rows of a value that counts samples. */
  static boolean sumsRows(Op.Reduce reduce, Node node, BatchAxis axis) {
    int rank = node.input(0).shape().rank();
    return reduce.function() == ReduceFunction.SUM
        && axis.split(node.id()) == Step.Split.PARTIAL
        && rank > 1
        && reduce.axes().equals(IntStream.range(0, rank - 1).boxed().toList());
  }

  /** For each sum of squared deviations, the sum of the same numbers; and the other way round. */
  static Map<Node, Node> pairs(Graph graph) {
    Map<Node, Node> pairs = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Reduce reduce && reduce.function() == ReduceFunction.SQUARED_DEVIATION) {
        Op.Reduce sum = new Op.Reduce(ReduceFunction.SUM, reduce.axes(), false);
        for (Node other : graph.nodes()) {
          if (other.op().equals(sum) && other.input(0) == node.input(0)) {
            pairs.put(node, other);
            pairs.put(other, node);
          }
        }
      }
    }
    return pairs;
  }
}
