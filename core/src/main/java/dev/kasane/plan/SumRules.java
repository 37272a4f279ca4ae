package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes out of sums what is the same for all summands, and knows that deviations from a mean sum up to nothing: of the
 * three sums that batch normalization's gradient asks for, two are then the same and one is gone. Rounding differs.
 * Writes sums of squared deviations out.
 */
final class SumRules {

  private SumRules() {}

  static Graph run(Graph graph) {
    return Simplify.run(GraphRewriter.rewrite(graph, SumRules::rewrite));
  }

  private static Node rewrite(Graph graph, Node node, List<Node> in) {
    if (!(node.op() instanceof Op.Reduce reduce) || reduce.function() == ReduceFunction.MAX) {
      return graph.add(node.op(), in);
    }
    if (reduce.function() == ReduceFunction.SUM && !reduce.axes().contains(0)) {
      // within a sample: what is summed up is in a cache, and others look for it as it is
      return graph.add(reduce, in);
    }
    Node x = in.getFirst();
    Node sum = sum(graph, x, reduce.axes());
    if (reduce.function() == ReduceFunction.SQUARED_DEVIATION) {
      Node mean = Ops.mul(Ops.reshape(sum, kept(x, reduce.axes())), (double) sum.shape().size() / x.shape().size());
      sum = sum(graph, Ops.square(Ops.sub(x, mean)), reduce.axes());
    }
    return Ops.reshape(sum, node.shape());
  }

  private static Shape kept(Node x, List<Integer> axes) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.withDim(axis, 1);
    }
    return kept;
  }

  /** The sum of x without the summed axes. */
  private static Node sum(Graph graph, Node x, List<Integer> axes) {
    if (Means.deviation(x, axes)) {
      return Ops.broadcastTo(graph.constant(0), without(x.shape(), x.shape().rank(), axes));
    }
    return switch (x.op()) {
      case Op.Unary(UnaryFunction f) when f == UnaryFunction.NEG -> graph.add(x.op(), sum(graph, x.input(0), axes));
      case Op.Binary(BinaryFunction f)
          when (f == BinaryFunction.MUL || f == BinaryFunction.DIV) && shared(x, 1, axes) ->
          graph.add(x.op(), sum(graph, x.input(0), axes), factor(x, 1, axes));
      case Op.Binary(BinaryFunction f) when f == BinaryFunction.MUL && shared(x, 0, axes) ->
          graph.add(x.op(), factor(x, 0, axes), sum(graph, x.input(1), axes));
      default -> graph.add(new Op.Reduce(ReduceFunction.SUM, axes, false), x);
    };
  }

  /** Whether one operand of x does not vary along the summed axes, and the other has the shape of x. */
  private static boolean shared(Node x, int position, List<Integer> axes) {
    Shape shape = x.input(position).shape();
    int missing = x.shape().rank() - shape.rank();
    return x.input(1 - position).shape().equals(x.shape())
        && axes.stream().allMatch(axis -> axis < missing || shape.dim(axis - missing) == 1);
  }

  private static Node factor(Node x, int position, List<Integer> axes) {
    Node factor = x.input(position);
    return factor.shape().size() == 1
        ? Ops.reshape(factor, Shape.SCALAR)
        : Ops.reshape(factor, without(factor.shape(), x.shape().rank(), axes));
  }

  /** A shape without some axes, which are numbered as if it had so many. */
  private static Shape without(Shape shape, int rank, List<Integer> axes) {
    int missing = rank - shape.rank();
    IntStream kept = IntStream.range(missing, rank).filter(axis -> !axes.contains(axis));
    return Shape.of(kept.map(axis -> shape.dim(axis - missing)).toArray());
  }
}
