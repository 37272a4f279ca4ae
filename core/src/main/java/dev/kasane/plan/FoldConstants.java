package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes beforehand what is made of single numbers only, such as the share of a mean that each sample's loss is given
 * back. A number that fills a shape stays one number, repeated by whoever reads it: nothing large is ever made. The
 * functions are those that every machine rounds alike, so no value changes.
 */
final class FoldConstants {

  private final Map<Float, Node> numbers = new HashMap<>();

  /** What stands for an operation on known numbers; null if it is none. */
  @Nullable Node fold(Graph graph, Op op, List<Node> inputs, Shape shape) {
    Float a = inputs.isEmpty() ? null : number(inputs.getFirst());
    if (a == null) {
      return null;
    }
    return switch (op) {
      case Op.Reshape _ -> filled(graph, a, shape);
      case Op.BroadcastTo _ when inputs.getFirst().op() instanceof Op.BroadcastTo -> filled(graph, a, shape);
      case Op.Unary(UnaryFunction f) -> filled(graph, of(f, a), shape);
      case Op.Binary(BinaryFunction f) -> {
        Float b = number(inputs.get(1));
        yield b == null ? null : filled(graph, of(f, a, b), shape);
      }
      default -> null;
    };
  }

  /** The number that a node is, or that it repeats; null if it is not known. */
  private static @Nullable Float number(Node node) {
    Node source = node.op() instanceof Op.BroadcastTo ? node.input(0) : node;
    if (source.op() instanceof Op.Constant(Tensor value) && value.size() == 1) {
      return value.data()[0];
    }
    return null;
  }

  private @Nullable Node filled(Graph graph, @Nullable Float number, Shape shape) {
    if (number == null) {
      return null;
    }
    if (shape.size() == 1 && shape.rank() > 0) {
      return graph.constant(Tensor.filled(shape, number));
    }
    Node scalar = numbers.computeIfAbsent(number, key -> graph.constant(Tensor.scalar(key)));
    return shape.rank() == 0 ? scalar : graph.add(new Op.BroadcastTo(shape), scalar);
  }

  private static @Nullable Float of(UnaryFunction f, float a) {
    return switch (f) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case SQUARE -> a * a;
      case SQRT -> (float) Math.sqrt(a);
      case RECIPROCAL -> 1 / a;
      case SIGN, EXP, LOG, SOFTPLUS, SIGMOID, TANH, RELU, ERF, SIN, COS -> null;
    };
  }

  private static @Nullable Float of(BinaryFunction f, float a, float b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX, MIN, POW, GREATER, GREATER_EQUAL, EQUAL -> null;
    };
  }
}
