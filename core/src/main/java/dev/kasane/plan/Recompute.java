package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a group of element-wise nodes compute again what another group would have to keep for it. The reverse part of a
 * network reads much that the forward part passed on its way, three values for a GELU; to keep them until then costs
 * more, in caches that are full of them, than to compute them again from the one value that they were made of. A node may
 * then belong to several groups; only the first stores it.
 */
final class Recompute {

  /** What is computed again may have so many operations, and the whole group so many: a loop must stay short. */
  private static final int MOST_AGAIN = 8;

  private static final int MOST_TOGETHER = 24;

  private final BatchAxis axis;
  private final Readers readers;
  private final Map<Node, Set<Node>> homes = new HashMap<>();

  private Recompute(Graph graph, BatchAxis axis, List<List<Node>> groups) {
    this.axis = axis;
    readers = Readers.in(graph);
    for (List<Node> group : groups) {
      if (elementwise(group)) {
        Set<Node> members = new HashSet<>(group);
        group.forEach(node -> homes.put(node, members));
      }
    }
  }

  /** The groups, some of them with nodes of earlier ones; members in order of creation. */
  static List<List<Node>> run(Graph graph, BatchAxis axis, List<List<Node>> groups) {
    Recompute pass = new Recompute(graph, axis, groups);
    List<List<Node>> result = new ArrayList<>();
    for (List<Node> group : groups) {
      boolean walk = elementwise(group) && axis.batch(group.getFirst());
      result.add(walk ? pass.extended(group) : group);
    }
    return result;
  }

  /** Whether a group is one pass over memory and not, for example, a loss. */
  private static boolean elementwise(List<Node> group) {
    return group.getFirst().op() instanceof Op.Elementwise
        && group.stream().allMatch(node -> node.op() instanceof Op.Elementwise || node.op() instanceof Op.Reduce);
  }

  private List<Node> extended(List<Node> group) {
    Set<Node> inputs = new LinkedHashSet<>();
    group.forEach(node -> inputs.addAll(node.inputs()));
    group.forEach(inputs::remove);
    Set<Node> all = new LinkedHashSet<>(group);
    Set<Set<Node>> seen = new HashSet<>();
    for (Node input : inputs) {
      Set<Node> other = homes.getOrDefault(input, Set.of());
      boolean alike = !other.isEmpty() && axis.batch(input) && input.shape().equals(group.getFirst().shape());
      if (alike && seen.add(other) && Fuse.sameRows(List.copyOf(other), List.copyOf(all))) {
        Set<Node> again = again(group, inputs, other);
        if (all.size() + again.size() <= MOST_TOGETHER) {
          all.addAll(again);
        }
      }
    }
    return all.stream().sorted(Comparator.comparingInt(Node::id)).toList();
  }

  /** What a group computes again of another group; nothing if that would not save memory, or cost too much. */
  private Set<Node> again(List<Node> group, Set<Node> inputs, Set<Node> other) {
    List<Node> spared = inputs.stream().filter(node -> mayRepeat(node, other, group)).toList();
    Set<Node> again = new LinkedHashSet<>();
    Set<Node> needed = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(spared);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!mayRepeat(node, other, group)) {
        needed.add(node);
      } else if (again.add(node)) {
        open.addAll(node.inputs());
      }
    }
    long more = needed.stream().filter(node -> !inputs.contains(node) && large(node, group.getFirst())).count();
    long saved = spared.size() - more;
    long slow = again.stream().filter(Recompute::slow).count();
    return saved > 0 && slow <= saved && again.size() <= MOST_AGAIN ? again : Set.of();
  }

  private boolean mayRepeat(Node node, Set<Node> other, List<Node> group) {
    return other.contains(node) && node.op() instanceof Op.Elementwise && !keptAnyway(node, other, group);
  }

  /** Whether somebody besides a group reads what another group computes. */
  private boolean keptAnyway(Node node, Set<Node> other, List<Node> group) {
    return readers.isResult(node)
        || readers.of(node).stream().anyMatch(user -> !other.contains(user) && !group.contains(user));
  }

  private static boolean large(Node node, Node output) {
    return !(node.op() instanceof Op.Leaf) && node.shape().equals(output.shape());
  }

  /** Functions of many instructions each. */
  private static boolean slow(Node node) {
    return switch ((Op.Elementwise) node.op()) {
      case Op.Unary unary ->
          switch (unary.function()) {
            case EXP, LOG, SOFTPLUS, SIGMOID, TANH, ERF, SIN, COS -> true;
            case NEG, ABS, SIGN, SQUARE, SQRT, RECIPROCAL, RELU -> false;
          };
      case Op.Binary binary -> binary.function() == BinaryFunction.POW;
      case Op.Select _ -> false;
    };
  }
}
