package dev.kasane.autodiff;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares of a derivative that are put together at once when all of them are known. A recurrent network reads its input
 * through one slice a step, and multiplies with the same kernel in each step; share after share, that would add as many
 * whole inputs, mostly zeros, and as many whole kernels. Instead, slices side by side become one concat, and products
 * with one matrix become one product of all rows.
 */
final class JoinedShares {

  /** The derivative of a use of a node. */
  private record Use(Node y, Node dy) {}

  private final Map<Node, List<Use>> slices = new HashMap<>();
  private final Map<Node, List<Use>> products = new HashMap<>();

  /** Keeps the share of {@code dy} that reaches an input of {@code y}; false if it is none of those that are joined. */
  boolean add(Node y, Node dy, int position) {
    boolean product =
        y.op() instanceof Op.MatMul matMul
            && position == 1
            && y.shape().rank() == 2
            && !matMul.transposeA()
            && !matMul.transposeB();
    if (!product && !(y.op() instanceof Op.Slice)) {
      return false;
    }
    Map<Node, List<Use>> kind = product ? products : slices;
    kind.computeIfAbsent(y.input(position), key -> new ArrayList<>()).add(new Use(y, dy));
    return true;
  }

  /** All shares that were kept for a node, as one; null if there are none. */
  @Nullable Node take(Node x) {
    List<Use> parts = slices.remove(x);
    List<Use> factors = products.remove(x);
    Node cut = parts == null ? null : inGradScope(parts, () -> slices(x, parts));
    Node product = factors == null ? null : inGradScope(factors, () -> products(factors));
    if (cut == null || product == null) {
      return cut == null ? product : cut;
    }
    return Ops.add(cut, product);
  }

  private static Node inGradScope(List<Use> uses, Supplier<Node> builder) {
    Node y = uses.getFirst().y;
    return y.graph().inScope(y.scope().isEmpty() ? "grad" : y.scope() + "/grad", builder);
  }

  private static Node slices(Node x, List<Use> uses) {
    Integer axis = commonAxis(x, uses);
    if (axis != null) {
      uses.sort(Comparator.comparingInt(use -> start(use, axis)));
    }
    if (axis == null || overlap(uses, axis)) {
      return uses.stream()
          .map(use -> VjpRules.slice((Op.Slice) use.y.op(), x.shape(), use.dy))
          .reduce(Ops::add)
          .orElseThrow();
    }
    List<Node> parts = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < uses.size(); i++) {
      // What no slice reads gets zeros, with the part after it, or at the end with the last.
      int before = start(uses.get(i), axis) - end;
      end = end(uses.get(i), axis);
      int after = i == uses.size() - 1 ? x.shape().dim(axis) - end : 0;
      parts.add(padded(uses.get(i).dy, axis, before, after));
    }
    return parts.size() == 1 ? parts.getFirst() : Ops.concat(axis, parts);
  }

  private static Node padded(Node part, int axis, int before, int after) {
    if (before == 0 && after == 0) {
      return part;
    }
    List<Integer> starts = new ArrayList<>(Collections.nCopies(part.shape().rank(), 0));
    List<Integer> ends = new ArrayList<>(starts);
    starts.set(axis, before);
    ends.set(axis, after);
    return Ops.pad(part, starts, ends, 0);
  }

  /** The only axis along which the slices are smaller than what they are cut from; null if there is no such axis. */
  private static @Nullable Integer commonAxis(Node x, List<Use> uses) {
    Integer axis = null;
    for (Use use : uses) {
      for (int i = 0; i < x.shape().rank(); i++) {
        boolean smaller = use.y.shape().dim(i) != x.shape().dim(i);
        if (smaller && axis != null && axis != i) {
          return null;
        }
        axis = smaller ? Integer.valueOf(i) : axis;
      }
    }
    return axis;
  }

  private static boolean overlap(List<Use> uses, int axis) {
    for (int i = 1; i < uses.size(); i++) {
      if (start(uses.get(i), axis) < end(uses.get(i - 1), axis)) {
        return true;
      }
    }
    return false;
  }

  private static int start(Use use, int axis) {
    return ((Op.Slice) use.y.op()).starts().get(axis);
  }

  private static int end(Use use, int axis) {
    return start(use, axis) + use.y.shape().dim(axis);
  }

  /** Σ aᵀ dy over all products y = a · x: the rows of all a and of all dy, in the same order. */
  private static Node products(List<Use> uses) {
    if (uses.size() == 1) {
      return Ops.matMul(uses.getFirst().y.input(0), uses.getFirst().dy, true, false);
    }
    List<Node> lefts = new ArrayList<>();
    List<Node> rights = new ArrayList<>();
    for (Use use : uses.reversed()) {
      lefts.add(use.y.input(0));
      rights.add(use.dy);
    }
    return Ops.matMul(rows(lefts), rows(rights), true, false);
  }

  /**
   * The rows of all matrices. Where they are equally many, row after row of each in turn, so that the rows of a sample
   * stay together and the batch can be cut.
   */
  private static Node rows(List<Node> matrices) {
    Shape first = matrices.getFirst().shape();
    int columns = first.last();
    if (!matrices.stream().allMatch(matrix -> matrix.shape().equals(first))) {
      return Ops.concat(0, matrices);
    }
    Shape row = Shape.of(first.dim(0), 1, columns);
    Node joined = Ops.concat(1, matrices.stream().map(matrix -> Ops.reshape(matrix, row)).toList());
    return Ops.reshape(joined, Shape.of(first.dim(0) * matrices.size(), columns));
  }
}
