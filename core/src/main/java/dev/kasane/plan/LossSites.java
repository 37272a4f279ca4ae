package dev.kasane.plan;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cross entropy of a softmax, {@code l = Σ t · logSoftmax(z)}, and its gradient {@code g − exp(logSoftmax(z))
 * · Σ g}, {@code g = share · t}, in a lowered graph: nine passes over rows that one step does in one, with each power
 * computed once. Only where nobody else reads what lies between.
 *
 * <p>Targets made of class numbers are not written out. Where a logit is −∞, their products 0 · −∞ are left out too:
 * loss and gradient are then what they would be without that class, instead of not a number.
 */
final class LossSites {

  private final Readers readers;
  private final Map<Node, LossSite> byNode = new HashMap<>();
  private final List<LossSite> all = new ArrayList<>();

  private LossSites(Graph graph, BatchAxis axis) {
    readers = Readers.in(graph);
    for (Node node : graph.nodes()) {
      LossSite site = node.op() instanceof Op.LogSoftmax && node.shape().rank() > 1 ? find(node) : null;
      if (site != null && together(site, axis)) {
        all.add(site);
        site.nodes().forEach(member -> byNode.put(member, site));
      }
    }
  }

  static LossSites of(Graph graph, BatchAxis axis) {
    return new LossSites(graph, axis);
  }

  /** All of them. */
  List<LossSite> all() {
    return List.copyOf(all);
  }

  /** The site that a node belongs to, or null. */
  @Nullable LossSite of(Node node) {
    return byNode.get(node);
  }

  /** Leaves the nodes of a site to themselves. */
  void drop(LossSite site) {
    all.remove(site);
    site.nodes().forEach(byNode::remove);
  }

  /** Whether all is done sample by sample, or nothing, from what comes from elsewhere. */
  private static boolean together(LossSite site, BatchAxis axis) {
    List<Node> nodes = site.nodes();
    return !nodes.contains(site.target()) && !nodes.contains(site.share())
        && nodes.stream().map(node -> axis.split(node.id())).distinct().count() == 1;
  }

  private @Nullable LossSite find(Node logarithm) {
    List<Node> uses = readers.of(logarithm);
    Node product = only(uses, node -> binary(node, BinaryFunction.MUL));
    Node power = only(uses, node -> unary(node, UnaryFunction.EXP));
    if (product == null || uses.size() != (power == null ? 1 : 2) || readers.isResult(logarithm)) {
      return null;
    }
    Node target = other(product, logarithm);
    Node sum = readers.only(product);
    if (target == null || !target.shape().equals(logarithm.shape()) || sum == null || !sumOfRows(sum)) {
      return null;
    }
    List<Node> inner = new ArrayList<>(List.of(logarithm, product));
    Node negative = readers.only(sum);
    boolean negated = negative != null && unary(negative, UnaryFunction.NEG);
    if (negated) {
      inner.add(sum);
    }
    Node loss = negated && negative != null ? negative : sum;
    Derivative derivative = power == null ? null : derivative(power, target);
    if (power != null && derivative == null) {
      return null;
    }
    if (derivative != null) {
      inner.addAll(derivative.inner);
    }
    boolean indices =
        target.op() instanceof Op.OneHot && !readers.isResult(target) && inner.containsAll(readers.of(target));
    if (indices) {
      inner.add(target);
    }
    Node logits = logarithm.input(0);
    return new LossSite(
        logits,
        indices ? target.input(0) : target,
        indices,
        loss,
        negated,
        derivative == null ? null : derivative.share,
        derivative == null ? null : derivative.gradient,
        only(readers.of(logits), node -> node.op() instanceof Op.Softmax),
        List.copyOf(inner));
  }

  private record Derivative(Node share, Node gradient, List<Node> inner) {}

  /** From {@code exp(logSoftmax(z))} on to {@code g − exp(logSoftmax(z)) · Σ g}. */
  private @Nullable Derivative derivative(Node power, Node target) {
    Node taken = readers.only(power);
    Node column = taken != null && binary(taken, BinaryFunction.MUL) ? other(taken, power) : null;
    Node gradient = taken == null ? null : readers.only(taken);
    if (taken == null || column == null || gradient == null || !(column.op() instanceof Op.Reshape)
        || readers.only(column) != taken || !binary(gradient, BinaryFunction.SUB) || gradient.input(1) != taken) {
      return null;
    }
    Node given = gradient.input(0);
    Node sum = column.input(0);
    if (readers.only(sum) != column || !sumOfRows(sum) || sum.input(0) != given || readers.isResult(given)
        || !binary(given, BinaryFunction.MUL) || !Set.copyOf(readers.of(given)).equals(Set.of(sum, gradient))
        || column.shape().last() != 1 || column.shape().rank() != power.shape().rank()) {
      return null;
    }
    Node share = other(given, target);
    if (share == null) {
      return null;
    }
    return switch (Broadcasting.kind(share.shape(), power.shape())) {
      case SCALAR, COLUMN -> new Derivative(share, gradient, List.of(power, taken, column, sum, given));
      case FULL, SUFFIX, OTHER -> null;
    };
  }

  private static boolean binary(Node node, BinaryFunction function) {
    return node.op() instanceof Op.Binary(BinaryFunction f) && f == function;
  }

  private static boolean unary(Node node, UnaryFunction function) {
    return node.op() instanceof Op.Unary(UnaryFunction f) && f == function;
  }

  private static boolean sumOfRows(Node node) {
    return node.op() instanceof Op.Reduce reduce
        && reduce.function() == ReduceFunction.SUM
        && !reduce.keepDims()
        && reduce.axes().equals(List.of(node.input(0).shape().rank() - 1));
  }

  /** The other operand of an operation on two; null if both are the same. */
  private static @Nullable Node other(Node node, Node one) {
    if (node.input(0) == node.input(1)) {
      return null;
    }
    return node.input(0) == one ? node.input(1) : node.input(1) == one ? node.input(0) : null;
  }

  private static @Nullable Node only(List<Node> nodes, Predicate<Node> which) {
    List<Node> found = nodes.stream().filter(which).toList();
    return found.size() == 1 ? found.getFirst() : null;
  }
}
