package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Groups element-wise nodes of one shape that feed each other, so that each group becomes one pass over memory, and with
 * them sums of their rows over the batch. Every other node is a group of its own. Groups never wait for each other in a
 * circle.
 */
final class Fuse {

  private final Graph graph;
  private final BatchAxis axis;
  private final LossSites losses;
  private final Set<Node> paired;
  private final int[] parent;
  private final List<List<Node>> members = new ArrayList<>();
  private final List<List<Node>> users = new ArrayList<>();

  private Fuse(Graph graph, BatchAxis axis, LossSites losses) {
    this.graph = graph;
    this.axis = axis;
    this.losses = losses;
    this.paired = Deviations.pairs(graph).keySet();
    this.parent = new int[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      parent[node.id()] = node.id();
      members.add(new ArrayList<>(List.of(node)));
      users.add(new ArrayList<>());
    }
    for (Node node : graph.nodes()) {
      node.inputs().forEach(input -> users.get(input.id()).add(node));
    }
  }

  /**
   * The groups, inputs before users; members of a group in order of creation. The nodes of a loss are a group of their
   * own; losses for which others would have to wait in a circle are dropped.
   */
  static List<List<Node>> groups(Graph graph, BatchAxis axis, LossSites losses) {
    Fuse pass = new Fuse(graph, axis, losses);
    losses.all().forEach(pass::join);
    // latest first: what only the reverse part reads, such as the mask of a relu, is computed there and not kept
    for (Node node : graph.nodes().reversed()) {
      for (Node input : node.inputs()) {
        pass.tryJoin(input, node);
      }
    }
    return pass.ordered();
  }

  private void tryJoin(Node producer, Node consumer) {
    int a = find(producer.id());
    int b = find(consumer.id());
    if (a == b || !alike(producer, consumer) || !sameRows(members.get(a), members.get(b)) || waitsFor(a, b)) {
      return;
    }
    parent[b] = a;
    members.get(a).addAll(members.get(b));
    members.get(b).clear();
  }

  /** Makes one group of a loss. */
  private void join(LossSite loss) {
    List<Node> nodes = loss.nodes();
    int group = nodes.getFirst().id();
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    nodes.forEach(node -> parent[node.id()] = group);
    nodes.forEach(node -> pushUsers(node, group, group, open, seen));
    if (returns(group, group, open, seen)) {
      nodes.forEach(node -> parent[node.id()] = node.id());
      losses.drop(loss);
      return;
    }
    nodes.forEach(node -> members.get(node.id()).clear());
    members.get(group).addAll(nodes);
  }

  private boolean alike(Node producer, Node consumer) {
    if (losses.of(producer) != null || losses.of(consumer) != null) {
      return false;
    }
    if (consumer.op() instanceof Op.Reduce reduce) {
      // a sum that comes with deviations is read from memory, with them
      return producer.op() instanceof Op.Elementwise
          && axis.split(producer.id()) == Step.Split.BATCH
          && Deviations.sumsRows(reduce, consumer, axis)
          && !paired.contains(consumer);
    }
    return producer.op() instanceof Op.Elementwise
        && consumer.op() instanceof Op.Elementwise
        && producer.shape().equals(consumer.shape())
        && axis.split(producer.id()) == axis.split(consumer.id());
  }

  /** Whether the operands of two groups count by rows of one length. */
  static boolean sameRows(List<Node> a, List<Node> b) {
    int left = Group.cols(a);
    int right = Group.cols(b);
    return left == 0 || right == 0 || left == right;
  }

  /** Whether joining would make a circle: another group needs one of the two and is needed by one. */
  private boolean waitsFor(int a, int b) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    members.get(a).forEach(node -> pushUsers(node, a, b, open, seen));
    members.get(b).forEach(node -> pushUsers(node, a, b, open, seen));
    return returns(a, b, open, seen);
  }

  /** Whether what is open leads back to one of two groups. */
  private boolean returns(int a, int b, Deque<Integer> open, BitSet seen) {
    while (!open.isEmpty()) {
      int group = open.pop();
      for (Node node : members.get(group)) {
        for (Node user : users.get(node.id())) {
          int next = find(user.id());
          if (next == a || next == b) {
            return true;
          }
          if (!seen.get(next)) {
            seen.set(next);
            open.push(next);
          }
        }
      }
    }
    return false;
  }

  private void pushUsers(Node node, int a, int b, Deque<Integer> open, BitSet seen) {
    for (Node user : users.get(node.id())) {
      int next = find(user.id());
      if (next != a && next != b && !seen.get(next)) {
        seen.set(next);
        open.push(next);
      }
    }
  }

  private List<List<Node>> ordered() {
    List<List<Node>> order = new ArrayList<>();
    int[] waiting = new int[parent.length];
    // by the newest member: forward nodes come out in the order they were written
    PriorityQueue<Integer> ready = new PriorityQueue<>(Comparator.comparingInt(this::newest));
    for (Node node : graph.nodes()) {
      for (Node input : node.inputs()) {
        if (find(input.id()) != find(node.id())) {
          waiting[find(node.id())]++;
        }
      }
    }
    for (int id = 0; id < parent.length; id++) {
      if (find(id) == id && waiting[id] == 0) {
        ready.add(id);
      }
    }
    while (!ready.isEmpty()) {
      int group = ready.poll();
      List<Node> nodes = members.get(group);
      nodes.sort(Comparator.comparingInt(Node::id));
      order.add(nodes);
      for (Node node : nodes) {
        for (Node user : users.get(node.id())) {
          int next = find(user.id());
          if (next != group && --waiting[next] == 0) {
            ready.add(next);
          }
        }
      }
    }
    return order;
  }

  private int newest(int group) {
    return members.get(group).stream().mapToInt(Node::id).max().orElseThrow();
  }

  private int find(int id) {
    while (parent[id] != id) {
      parent[id] = parent[parent[id]];
      id = parent[id];
    }
    return id;
  }
}
