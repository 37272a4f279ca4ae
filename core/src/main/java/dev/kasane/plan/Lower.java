package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rewrites the forms that kernels do not take: a right operand stored transposed, reductions over axes that are not
 * neighbours, element-wise operands that repeat along inner axes.
 */
final class Lower {

  private record Key(Op op, Node input) {}

  private final Map<Key, Node> helpers = new HashMap<>();

  private Lower() {}

  static Graph run(Graph graph) {
    Lower pass = new Lower();
    return GraphRewriter.rewrite(graph, pass::lower);
  }

  private Node lower(Graph graph, Node node, List<Node> in) {
    return switch (node.op()) {
      case Op.MatMul matMul when matMul.transposeB() ->
          graph.add(new Op.MatMul(matMul.transposeA(), false), in.get(0), matrixTransposed(in.get(1)));
      case Op.Reduce reduce -> reduce(reduce, in.getFirst(), node.shape());
      case Op.Elementwise op -> graph.add(op, operands(in, node.shape()));
      default -> graph.add(node.op(), in);
    };
  }

  private Node matrixTransposed(Node x) {
    int rank = x.shape().rank();
    List<Integer> permutation = new ArrayList<>(IntStream.range(0, rank - 2).boxed().toList());
    permutation.add(rank - 1);
    permutation.add(rank - 2);
    return helper(new Op.Transpose(List.copyOf(permutation)), x);
  }

  /** One reduction for each run of neighbouring axes, the last run first so that axis numbers stay valid. */
  private static Node reduce(Op.Reduce reduce, Node x, Shape result) {
    Node value = x;
    List<Integer> axes = reduce.axes().stream().sorted().toList();
    int end = axes.size();
    while (end > 0) {
      int begin = end - 1;
      while (begin > 0 && axes.get(begin - 1) == axes.get(begin) - 1) {
        begin--;
      }
      value = value.graph().add(new Op.Reduce(reduce.function(), axes.subList(begin, end), false), value);
      end = begin;
    }
    return Ops.reshape(value, result);
  }

  /** Operands that a pass over memory can address: others are repeated in memory first. */
  private List<Node> operands(List<Node> in, Shape output) {
    List<Node> operands = new ArrayList<>(in);
    int longest = 0;
    for (Node x : in) {
      if (Broadcasting.kind(x.shape(), output) == Broadcasting.Kind.SUFFIX) {
        longest = Math.max(longest, x.shape().size());
      }
    }
    for (int i = 0; i < operands.size(); i++) {
      Node x = operands.get(i);
      boolean addressable =
          switch (Broadcasting.kind(x.shape(), output)) {
            case FULL, SCALAR -> true;
            case SUFFIX -> x.shape().size() == longest;
            // a column goes with rows of one length only
            case COLUMN -> longest == 0 || longest == output.last();
            case OTHER -> false;
          };
      if (!addressable) {
        operands.set(i, helper(new Op.BroadcastTo(output), x));
      }
    }
    return operands;
  }

  private Node helper(Op op, Node x) {
    return helpers.computeIfAbsent(new Key(op, x), key -> x.graph().add(op, x));
  }
}
