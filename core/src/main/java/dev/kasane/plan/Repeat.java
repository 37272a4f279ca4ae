package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.UnaryFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets groups of element-wise nodes compute once more what costs a few instructions, where that is less memory to pass
 * over than writing it in one group and reading it in the others: x minus its mean, or dy behind the mask of a relu.
 */
final class Repeat {

  /** Of what is computed once more at a time. */
  private static final int MOST_OPERATIONS = 6;

  /** Passes over memory that storing a value costs: it is read into the cache before it is written. */
  private static final int STORING = 2;

  private final Graph graph;
  private final BatchAxis axis;
  private final Winograd winograd;
  private final LossSites losses;
  private final List<Set<Node>> members = new ArrayList<>();
  private final List<Set<Node>> again = new ArrayList<>();
  private final Map<Node, Set<Integer>> readers = new HashMap<>();

  private Repeat(Graph graph, BatchAxis axis, Winograd winograd, LossSites losses, List<List<Node>> groups) {
    this.graph = graph;
    this.axis = axis;
    this.winograd = winograd;
    this.losses = losses;
    Set<Node> stored = new HashSet<>();
    for (int g = 0; g < groups.size(); g++) {
      int group = g;
      members.add(new LinkedHashSet<>(groups.get(g)));
      again.add(new HashSet<>(groups.get(g)));
      again.get(g).retainAll(stored);
      stored.addAll(groups.get(g));
      Group.of(groups.get(g)).inputs().forEach(x -> readers.computeIfAbsent(x, key -> new TreeSet<>()).add(group));
    }
  }

  static List<Group> run(Graph graph, BatchAxis axis, Winograd winograd, LossSites losses, List<List<Node>> groups) {
    Repeat pass = new Repeat(graph, axis, winograd, losses, groups);
    for (Node node : graph.nodes()) {
      pass.consider(node);
    }
    return pass.groups();
  }

  /** The groups that somebody needs. */
  private List<Group> groups() {
    List<Group> result = new ArrayList<>();
    Set<Node> wanted = new HashSet<>(graph.outputs().values());
    wanted.addAll(graph.updates().values());
    for (int g = members.size() - 1; g >= 0; g--) {
      List<Node> nodes = new ArrayList<>(members.get(g));
      Set<Node> repeated = again.get(g);
      if (!elementwise(nodes.getFirst()) || nodes.stream().anyMatch(x -> wanted.contains(x) && !repeated.contains(x))) {
        nodes.sort(Comparator.comparingInt(Node::id));
        Group group = new Group(nodes, Set.copyOf(repeated));
        wanted.addAll(group.inputs());
        result.addFirst(group);
      }
    }
    return result;
  }

  private boolean elementwise(Node first) {
    return losses.of(first) == null && first.op() instanceof Op.Elementwise;
  }

  private void consider(Node value) {
    Set<Integer> users = readers.getOrDefault(value, Set.of());
    if (users.isEmpty()
        || losses.of(value) != null
        || axis.split(value.id()) != Step.Split.BATCH
        || graph.outputs().containsValue(value)
        || graph.updates().containsValue(value)
        || !users.stream().allMatch(user -> reads(user, value))) {
      return;
    }
    Set<Node> expression = new LinkedHashSet<>();
    Set<Node> leaves = new LinkedHashSet<>();
    if (!collect(value, expression, leaves)) {
      return;
    }
    int saved = STORING + users.size();
    int cost = 0;
    for (Node leaf : leaves) {
      cost += mayStayInCache(leaf) ? STORING : 0;
      for (int user : users) {
        cost += members.get(user).contains(leaf) || readers.getOrDefault(leaf, Set.of()).contains(user) ? 0 : 1;
      }
    }
    List<Node> all = new ArrayList<>(expression);
    if (cost < saved && users.stream().allMatch(user -> rowsAgree(user, all))) {
      List.copyOf(users).forEach(user -> add(user, value, expression));
    }
  }

  /** Whether a value is read by one group only: in the walk over the batch that computes it, it stays in the cache. */
  private boolean mayStayInCache(Node leaf) {
    return readers.getOrDefault(leaf, Set.of()).size() == 1
        && !(leaf.op() instanceof Op.Leaf)
        && !winograd.takes(leaf);
  }

  /** Whether a group is a pass over elements of the same shape. */
  private boolean reads(int group, Node value) {
    Node first = members.get(group).iterator().next();
    return elementwise(first)
        && first.shape().equals(value.shape())
        && axis.split(first.id()) == Step.Split.BATCH;
  }

  private boolean rowsAgree(int group, List<Node> expression) {
    int mine = Group.cols(new ArrayList<>(members.get(group)));
    int other = Group.cols(expression);
    return mine == 0 || other == 0 || mine == other;
  }

  /** Collects what computes a value from what is in memory anyway; false if that is too much. */
  private boolean collect(Node node, Set<Node> expression, Set<Node> leaves) {
    if (!cheap(node) || expression.size() >= MOST_OPERATIONS) {
      return false;
    }
    expression.add(node);
    for (Node input : node.inputs()) {
      boolean inMemory =
          !(input.op() instanceof Op.Elementwise)
              || !input.shape().equals(node.shape())
              || !readers.getOrDefault(input, Set.of()).isEmpty()
              || graph.outputs().containsValue(input)
              || graph.updates().containsValue(input);
      if (!inMemory) {
        if (!expression.contains(input) && !collect(input, expression, leaves)) {
          return false;
        }
      } else if (input.shape().equals(node.shape())) {
        leaves.add(input);
      }
    }
    return true;
  }

  private void add(int user, Node value, Set<Node> expression) {
    readers.getOrDefault(value, Set.of()).remove(user);
    for (Node node : expression) {
      if (members.get(user).add(node)) {
        again.get(user).add(node);
      }
    }
    for (Node node : expression) {
      for (Node input : node.inputs()) {
        if (!members.get(user).contains(input)) {
          readers.computeIfAbsent(input, key -> new TreeSet<>()).add(user);
        }
      }
    }
  }

  private static boolean cheap(Node node) {
    return switch (node.op()) {
      case Op.Unary(UnaryFunction f) ->
          switch (f) {
            case NEG, ABS, SQUARE, RELU -> true;
            case SIGN, SQRT, RECIPROCAL, EXP, LOG, SOFTPLUS, SIGMOID, TANH, ERF, SIN, COS -> false;
          };
      case Op.Binary(BinaryFunction f) ->
          switch (f) {
            case ADD, SUB, MUL, MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> true;
            case DIV, POW -> false;
          };
      case Op.Select _ -> true;
      default -> false;
    };
  }
}
