package dev.kasane.autodiff;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation. Walks from the loss back towards the inputs, and adds to the same graph the nodes
 * that compute the derivatives; each operation's rule is in {@link VjpRules}. The new nodes are ordinary ones, so
 * they can be differentiated again.
 */
public final class Gradients {

  private final Graph graph;
  private final boolean[] leadsToWrt;
  private final @Nullable Node[] adjoints;
  private final JoinedShares joined = new JoinedShares();

  private Gradients(Node loss, List<Node> wrt) {
    graph = loss.graph();
    leadsToWrt = new boolean[loss.id() + 1];
    adjoints = new Node[loss.id() + 1];
    wrt.stream().filter(node -> node.id() <= loss.id()).forEach(node -> leadsToWrt[node.id()] = true);
    for (int id = 0; id <= loss.id(); id++) {
      for (Node input : graph.nodes().get(id).inputs()) {
        leadsToWrt[id] |= leadsToWrt[input.id()];
      }
    }
  }

  /**
   * The derivatives of a number by some nodes. Nodes made on the way carry the scope of the node they are the
   * derivative of, followed by {@code /grad}.
   *
   * @param loss the number to differentiate: any shape of size 1
   * @param wrt what to differentiate by, usually variables
   * @return one node for each of {@code wrt}, in order and of the same shape; zeros where the loss does not depend on
   *     it
   * @throws ShapeException if {@code loss} is not a single number
   * @throws IllegalArgumentException if one of {@code wrt} belongs to another graph
   * @throws UnsupportedOperationException if the way back crosses an operation that cannot be differentiated (again)
   */
  public static List<Node> of(Node loss, List<Node> wrt) {
    if (loss.shape().size() != 1) {
      throw new ShapeException(
          "Gradients.of: the loss must be a single number, received " + loss + "; reduce it with Ops.mean or Ops.sum");
    }
    for (Node node : wrt) {
      if (node.graph() != loss.graph()) {
        throw new IllegalArgumentException("Gradients.of: " + node + " belongs to another graph than the loss");
      }
    }
    return new Gradients(loss, wrt).run(loss, wrt);
  }

  private List<Node> run(Node loss, List<Node> wrt) {
    if (leadsToWrt[loss.id()]) {
      adjoints[loss.id()] = inGradScope(loss, () -> Ops.broadcastTo(graph.constant(1), loss.shape()));
    }
    for (int id = loss.id(); id >= 0; id--) {
      Node y = graph.nodes().get(id);
      Node share = joined.take(y);
      if (share != null) {
        accumulate(id, share);
      }
      Node dy = adjoints[id];
      if (dy != null && !y.inputs().isEmpty()) {
        inGradScope(y, () -> propagate(y, dy));
      }
    }
    List<Node> gradients = new ArrayList<>(wrt.size());
    for (Node node : wrt) {
      Node known = node.id() < adjoints.length ? adjoints[node.id()] : null;
      gradients.add(known != null ? known : inGradScope(node, () -> Ops.zeros(graph, node.shape())));
    }
    return gradients;
  }

  /** Adds dy's share to the adjoint of each input that leads to a wanted node. */
  private Node propagate(Node y, Node dy) {
    for (int i = 0; i < y.inputs().size(); i++) {
      int input = y.input(i).id();
      if (!leadsToWrt[input] || joined.add(y, dy, i)) {
        continue;
      }
      Node share = VjpRules.apply(y, dy, i);
      if (share != null) {
        accumulate(input, share);
      }
    }
    return dy;
  }

  private void accumulate(int id, Node share) {
    Node sum = adjoints[id];
    adjoints[id] = sum == null ? share : Ops.add(sum, share);
  }

  private Node inGradScope(Node forward, Supplier<Node> builder) {
    String scope = forward.scope();
    return graph.inScope(scope.isEmpty() ? "grad" : scope + "/grad", builder);
  }
}
