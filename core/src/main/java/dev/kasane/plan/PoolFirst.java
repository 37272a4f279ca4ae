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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the maximum before bias and activation instead of after: {@code maxPool(relu(x + b)) = relu(maxPool(x) + b)},
 * since both rise with x. Pooled values are few, so bias, activation, the activation's mask in the reverse part and the
 * bias's gradient cost a fraction. Only where nobody else reads the unpooled values, and without padding, whose windows
 * may be empty.
 *
 * <p>The values are the same bits. Where the rounding of x + b makes two elements of a window equal that were not, the
 * gradient goes to the larger x instead of to the first of the two.
 */
final class PoolFirst {

  /** What stands for the parts of a pattern in the new graph. */
  private static final class Site {
    final Node relu;
    final @Nullable Node add;
    final Node pool;
    @Nullable Node pooled;

    Site(Node relu, @Nullable Node add, Node pool) {
      this.relu = relu;
      this.add = add;
      this.pool = pool;
    }
  }

  private final Readers readers;
  private final Map<Node, Site> byPool = new HashMap<>();
  private final Map<Node, Site> byMasked = new HashMap<>();
  private final Map<Node, List<Node>> inputs = new HashMap<>();
  private final Map<Node, Node> pooledGradients = new HashMap<>();

  private PoolFirst(Graph graph) {
    readers = Readers.in(graph);
    for (Node node : graph.nodes()) {
      if (readers.isLive(node) && node.op() instanceof Op.MaxPool2d pool && !pool.window().padded()) {
        find(node);
      }
    }
  }

  static Graph run(Graph graph) {
    PoolFirst pass = new PoolFirst(graph);
    return pass.byPool.isEmpty() ? graph : GraphRewriter.rewrite(graph, pass::rewrite);
  }

  // ---- finding ----

  private void find(Node pool) {
    Node relu = pool.input(0);
    if (!(relu.op() instanceof Op.Unary(UnaryFunction f)) || f != UnaryFunction.RELU || readers.isResult(relu)) {
      return;
    }
    List<Node> masked = new ArrayList<>();
    for (Node user : readers.of(relu)) {
      boolean known = user == pool || isGradientOf(pool, user, masked) || isMask(pool, user, masked);
      if (!known) {
        return;
      }
    }
    Node before = relu.input(0);
    boolean bias =
        before.op() instanceof Op.Binary(BinaryFunction g) && g == BinaryFunction.ADD
            && before.input(0).shape().equals(before.shape())
            && Broadcasting.kind(before.input(1).shape(), before.shape()) == Broadcasting.Kind.SUFFIX
            && before.input(1).shape().size() == before.shape().last()
            && readers.only(before) == relu;
    Site site = new Site(relu, bias ? before : null, pool);
    byPool.put(pool, site);
    masked.forEach(node -> byMasked.put(node, site));
  }

  /** {@code maxPoolGrad(relu, dy)} that is only read by its product with the mask. */
  private boolean isGradientOf(Node pool, Node node, List<Node> masked) {
    return node.op() instanceof Op.MaxPool2dGrad grad
        && pool.op() instanceof Op.MaxPool2d forward
        && grad.window().equals(forward.window())
        && node.input(0) == pool.input(0)
        && node.input(1) != pool.input(0)
        && node.id() > pool.id()
        && onlyReadByProducts(pool, node, masked);
  }

  /** {@code relu > 0}, only read by products with the pooling's gradient. */
  private boolean isMask(Node pool, Node node, List<Node> masked) {
    return node.op() instanceof Op.Binary(BinaryFunction f) && f == BinaryFunction.GREATER
        && node.input(0) == pool.input(0)
        && node.input(1).op() instanceof Op.Constant(var value) && value.size() == 1 && value.data()[0] == 0
        && onlyReadByProducts(pool, node, masked);
  }

  private boolean onlyReadByProducts(Node pool, Node node, List<Node> masked) {
    if (readers.isResult(node)) {
      return false;
    }
    for (Node user : readers.of(node)) {
      boolean product =
          user.op() instanceof Op.Binary(BinaryFunction f) && f == BinaryFunction.MUL && isProduct(pool, user);
      if (!product) {
        return false;
      }
      if (!masked.contains(user)) {
        masked.add(user);
      }
    }
    return true;
  }

  /** The pooling's gradient times the mask, in either order. */
  private static boolean isProduct(Node pool, Node product) {
    Node a = product.input(0);
    Node b = product.input(1);
    return isGradientOp(pool, a) && isMaskOp(pool, b) || isGradientOp(pool, b) && isMaskOp(pool, a);
  }

  private static boolean isGradientOp(Node pool, Node node) {
    return node.op() instanceof Op.MaxPool2dGrad && node.input(0) == pool.input(0);
  }

  private static boolean isMaskOp(Node pool, Node node) {
    return node.op() instanceof Op.Binary(BinaryFunction f) && f == BinaryFunction.GREATER
        && node.input(0) == pool.input(0);
  }

  // ---- rewriting ----

  private Node rewrite(Graph graph, Node node, List<Node> in) {
    inputs.put(node, in);
    Site pooling = byPool.get(node);
    if (pooling != null) {
      return pooled(graph, pooling);
    }
    Site site = byMasked.get(node);
    if (site != null) {
      return unpooled(graph, site, node);
    }
    if (node.op() instanceof Op.Reduce reduce
        && reduce.function() == ReduceFunction.SUM
        && reduce.axes().containsAll(List.of(0, 1, 2))
        && pooledGradients.containsKey(node.input(0))) {
      // every pooled gradient goes to exactly one place: the sums are equal
      return graph.add(reduce, pooledGradients.get(node.input(0)));
    }
    return graph.add(node.op(), in);
  }

  /** What stands for a node's inputs in the new graph. */
  private List<Node> inputsOf(Node node) {
    return Objects.requireNonNull(inputs.get(node), () -> "used before it was rewritten: " + node);
  }

  /** What the pooling read before bias and activation, in the new graph. */
  private Node source(Site site) {
    return inputsOf(site.add != null ? site.add : site.relu).getFirst();
  }

  private Node pooled(Graph graph, Site site) {
    Node value = graph.add(site.pool.op(), source(site));
    if (site.add != null) {
      value = graph.add(site.add.op(), value, inputsOf(site.add).get(1));
    }
    value = graph.add(site.relu.op(), value);
    site.pooled = value;
    return value;
  }

  private Node unpooled(Graph graph, Site site, Node product) {
    boolean gradientFirst = product.input(0).op() instanceof Op.MaxPool2dGrad;
    Node gradient = product.input(gradientFirst ? 0 : 1);
    Node mask = product.input(gradientFirst ? 1 : 0);
    Node positive = graph.add(mask.op(), Objects.requireNonNull(site.pooled), inputsOf(mask).get(1));
    Node dy = graph.add(product.op(), inputsOf(gradient).get(1), positive);
    pooledGradients.put(product, dy);
    return graph.add(gradient.op(), source(site), dy);
  }
}
