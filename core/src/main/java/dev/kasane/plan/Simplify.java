package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes what need not be computed: nodes nobody reads, the same node twice, neutral operands, broadcasts that an
 * element-wise reader does itself, what {@link FoldConstants} knows beforehand. Changes no value.
 */
final class Simplify {

  private record Key(Op op, List<Node> inputs) {}

  private final Map<Key, Node> known = new HashMap<>();
  private final FoldConstants constants = new FoldConstants();

  private Simplify() {}

  static Graph run(Graph graph) {
    Simplify pass = new Simplify();
    return GraphRewriter.rewrite(graph, pass::simplify);
  }

  private Node simplify(Graph graph, Node node, List<Node> inputs) {
    List<Node> operands =
        switch (node.op()) {
          case Op.Elementwise _ -> withoutBroadcasts(node, inputs);
          case Op.Reshape _ when inputs.getFirst().op() instanceof Op.Reshape -> inputs.getFirst().inputs();
          default -> inputs;
        };
    Node same = neutral(node, operands);
    if (same != null) {
      return same;
    }
    return known.computeIfAbsent(
        new Key(node.op(), operands),
        key -> {
          Node number = constants.fold(graph, key.op(), key.inputs(), node.shape());
          return number != null ? number : graph.add(key.op(), key.inputs());
        });
  }

  /** Reads through broadcasts as long as the other operands still give the result its shape. */
  private static List<Node> withoutBroadcasts(Node node, List<Node> inputs) {
    List<Node> operands = new ArrayList<>(inputs);
    for (int i = 0; i < operands.size(); i++) {
      if (!(operands.get(i).op() instanceof Op.BroadcastTo)) {
        continue;
      }
      Node broadcast = operands.get(i);
      boolean othersCarryShape = false;
      for (int j = 0; j < operands.size(); j++) {
        othersCarryShape |= j != i && operands.get(j).shape().equals(node.shape());
      }
      if (othersCarryShape) {
        operands.set(i, broadcast.input(0));
      }
    }
    return operands;
  }

  private static @org.jspecify.annotations.Nullable Node neutral(Node node, List<Node> in) {
    return switch (node.op()) {
      case Op.Reshape reshape when in.getFirst().shape().equals(reshape.shape()) -> in.getFirst();
      case Op.BroadcastTo to when in.getFirst().shape().equals(to.shape()) -> in.getFirst();
      case Op.Binary(BinaryFunction f) when in.get(0).shape().equals(node.shape()) && neutralRight(f, in.get(1)) ->
          in.get(0);
      case Op.Binary(BinaryFunction f) when in.get(1).shape().equals(node.shape()) && neutralLeft(f, in.get(0)) ->
          in.get(1);
      default -> null;
    };
  }

  private static boolean neutralRight(BinaryFunction f, Node b) {
    return switch (f) {
      case MUL, DIV, POW -> isNumber(b, 1);
      // x + 0 differs from x only for x = -0
      case ADD, SUB -> isNumber(b, 0);
      case MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> false;
    };
  }

  private static boolean neutralLeft(BinaryFunction f, Node a) {
    return switch (f) {
      case MUL -> isNumber(a, 1);
      case ADD -> isNumber(a, 0);
      case SUB, DIV, POW, MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> false;
    };
  }

  private static boolean isNumber(Node node, float number) {
    return node.op() instanceof Op.Constant(var value) && value.size() == 1 && value.data()[0] == number;
  }
}
