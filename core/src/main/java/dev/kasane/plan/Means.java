package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;
import java.util.List;

/** Finds means and what is computed with them. */
final class Means {

  private Means() {}

  /** Whether a node is {@code x - mean(x)}, the mean being taken along these axes. */
  static boolean deviation(Node node, List<Integer> axes) {
    return node.op() instanceof Op.Binary(BinaryFunction f)
        && f == BinaryFunction.SUB
        && node.input(0).shape().equals(node.shape())
        && mean(node.input(1), node.input(0), axes);
  }

  /** x of {@code (x - mean(x))²}, or nothing of that form: then the node itself. */
  static Node squaredDeviationOf(Node node, List<Integer> axes) {
    boolean square =
        node.op() instanceof Op.Unary(UnaryFunction f) && f == UnaryFunction.SQUARE
            || node.op() instanceof Op.Binary(BinaryFunction g) && g == BinaryFunction.MUL
                && node.input(0) == node.input(1);
    return square && deviation(node.input(0), axes) ? node.input(0).input(0) : node;
  }

  /** Whether a node is the mean of x along these axes, in any shape that repeats it along them. */
  private static boolean mean(Node node, Node x, List<Integer> axes) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.withDim(axis, 1);
    }
    if (!aligned(node.shape(), kept)) {
      return false;
    }
    Node product = reshaped(node);
    if (!(product.op() instanceof Op.Binary(BinaryFunction f)) || f != BinaryFunction.MUL) {
      return false;
    }
    float share = (float) ((double) kept.size() / x.shape().size());
    Node sum = reshaped(product.input(0));
    return product.input(1).op() instanceof Op.Constant(var value)
        && value.size() == 1
        && value.data()[0] == share
        && sum.op() instanceof Op.Reduce reduce
        && reduce.function() == ReduceFunction.SUM
        && sum.input(0) == x
        && reduce.axes().stream().sorted().toList().equals(axes.stream().sorted().toList());
  }

  /** Whether a shape broadcasts as {@code kept} does: equal but for leading axes of size 1. */
  private static boolean aligned(Shape shape, Shape kept) {
    int missing = kept.rank() - shape.rank();
    for (int axis = 0; axis < kept.rank(); axis++) {
      if (kept.dim(axis) != (axis < missing ? 1 : shape.dim(axis - missing))) {
        return false;
      }
    }
    return missing >= 0;
  }

  private static Node reshaped(Node node) {
    return node.op() instanceof Op.Reshape ? reshaped(node.input(0)) : node;
  }
}
