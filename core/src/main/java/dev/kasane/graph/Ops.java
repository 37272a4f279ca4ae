package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Functions that build graphs. Each adds nodes to the graph of its arguments and returns the result. The first part is
 * one function per primitive; the second composes them, and needs no derivative rule of its own.
 */
public final class Ops {

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private Ops() {}

  // ---- primitives: element-wise ----

  /** {@code f(x)} for each element. */
  public static Node unary(UnaryFunction f, Node x) {
    return x.graph().add(new Op.Unary(f), x);
  }

  /** {@code f(a, b)} for each pair of elements, shapes broadcast. */
  public static Node binary(BinaryFunction f, Node a, Node b) {
    return a.graph().add(new Op.Binary(f), a, b);
  }

  /** −x. */
  public static Node neg(Node x) {
    return unary(UnaryFunction.NEG, x);
  }

  /** |x|. */
  public static Node abs(Node x) {
    return unary(UnaryFunction.ABS, x);
  }

  /** −1, 0 or 1. */
  public static Node sign(Node x) {
    return unary(UnaryFunction.SIGN, x);
  }

  /** x². */
  public static Node square(Node x) {
    return unary(UnaryFunction.SQUARE, x);
  }

  /** √x. */
  public static Node sqrt(Node x) {
    return unary(UnaryFunction.SQRT, x);
  }

  /** 1/x. */
  public static Node reciprocal(Node x) {
    return unary(UnaryFunction.RECIPROCAL, x);
  }

  /** eˣ. */
  public static Node exp(Node x) {
    return unary(UnaryFunction.EXP, x);
  }

  /** ln x. */
  public static Node log(Node x) {
    return unary(UnaryFunction.LOG, x);
  }

  /** ln(1 + eˣ), without overflow. */
  public static Node softplus(Node x) {
    return unary(UnaryFunction.SOFTPLUS, x);
  }

  /** 1/(1 + e⁻ˣ). */
  public static Node sigmoid(Node x) {
    return unary(UnaryFunction.SIGMOID, x);
  }

  /** Hyperbolic tangent. */
  public static Node tanh(Node x) {
    return unary(UnaryFunction.TANH, x);
  }

  /** max(x, 0). */
  public static Node relu(Node x) {
    return unary(UnaryFunction.RELU, x);
  }

  /** Gauss error function. */
  public static Node erf(Node x) {
    return unary(UnaryFunction.ERF, x);
  }

  /** Sine. */
  public static Node sin(Node x) {
    return unary(UnaryFunction.SIN, x);
  }

  /** Cosine. */
  public static Node cos(Node x) {
    return unary(UnaryFunction.COS, x);
  }

  /** a + b. */
  public static Node add(Node a, Node b) {
    return binary(BinaryFunction.ADD, a, b);
  }

  /** x + number. */
  public static Node add(Node x, double number) {
    return add(x, x.graph().constant(number));
  }

  /** a − b. */
  public static Node sub(Node a, Node b) {
    return binary(BinaryFunction.SUB, a, b);
  }

  /** number − x. */
  public static Node sub(double number, Node x) {
    return sub(x.graph().constant(number), x);
  }

  /** a · b, element by element. */
  public static Node mul(Node a, Node b) {
    return binary(BinaryFunction.MUL, a, b);
  }

  /** x · number. */
  public static Node mul(Node x, double number) {
    return mul(x, x.graph().constant(number));
  }

  /** a / b. */
  public static Node div(Node a, Node b) {
    return binary(BinaryFunction.DIV, a, b);
  }

  /** The larger of each pair. */
  public static Node max(Node a, Node b) {
    return binary(BinaryFunction.MAX, a, b);
  }

  /** The larger of each element and a number. */
  public static Node max(Node x, double number) {
    return max(x, x.graph().constant(number));
  }

  /** The smaller of each pair. */
  public static Node min(Node a, Node b) {
    return binary(BinaryFunction.MIN, a, b);
  }

  /** The smaller of each element and a number. */
  public static Node min(Node x, double number) {
    return min(x, x.graph().constant(number));
  }

  /** aᵇ, for a ≥ 0 or whole b. */
  public static Node pow(Node a, Node b) {
    return binary(BinaryFunction.POW, a, b);
  }

  /** 1 where a &gt; b, else 0. */
  public static Node greater(Node a, Node b) {
    return binary(BinaryFunction.GREATER, a, b);
  }

  /** 1 where x &gt; number, else 0. */
  public static Node greater(Node x, double number) {
    return greater(x, x.graph().constant(number));
  }

  /** 1 where a ≥ b, else 0. */
  public static Node greaterEqual(Node a, Node b) {
    return binary(BinaryFunction.GREATER_EQUAL, a, b);
  }

  /** 1 where a = b, else 0. */
  public static Node equal(Node a, Node b) {
    return binary(BinaryFunction.EQUAL, a, b);
  }

  /** {@code condition != 0 ? a : b} for each element, shapes broadcast. */
  public static Node select(Node condition, Node a, Node b) {
    return condition.graph().add(new Op.Select(), condition, a, b);
  }

  // ---- primitives: shape ----

  /** The same elements under another shape. */
  public static Node reshape(Node x, Shape shape) {
    return x.shape().equals(shape) ? x : x.graph().add(new Op.Reshape(shape), x);
  }

  /** Axes reordered: output axis i is input axis {@code permutation[i]}. */
  public static Node transpose(Node x, int... permutation) {
    return x.graph().add(new Op.Transpose(list(permutation)), x);
  }

  /** Repeated along axes of size 1 to a larger shape. */
  public static Node broadcastTo(Node x, Shape shape) {
    return x.shape().equals(shape) ? x : x.graph().add(new Op.BroadcastTo(shape), x);
  }

  /** Joined along an axis, which may be counted from the end. */
  public static Node concat(int axis, List<Node> parts) {
    return parts.getFirst().graph().add(new Op.Concat(parts.getFirst().shape().axis(axis)), parts);
  }

  /** The box of the given shape that begins at {@code starts}. */
  public static Node slice(Node x, List<Integer> starts, Shape shape) {
    return x.graph().add(new Op.Slice(List.copyOf(starts), shape), x);
  }

  /** Surrounded with a value: {@code before[i]} and {@code after[i]} elements on axis i. */
  public static Node pad(Node x, List<Integer> before, List<Integer> after, float value) {
    return x.graph().add(new Op.Pad(List.copyOf(before), List.copyOf(after), value), x);
  }

  /** Rows of a table, by index. */
  public static Node gather(Node table, Node indices) {
    return table.graph().add(new Op.Gather(), table, indices);
  }

  /** Rows of dy summed into a table of so many rows, by index. */
  public static Node scatterAdd(Node indices, Node dy, int rows) {
    return dy.graph().add(new Op.ScatterAdd(rows), indices, dy);
  }

  /** 1 at each index, 0 elsewhere, along a new last axis. */
  public static Node oneHot(Node indices, int depth) {
    return indices.graph().add(new Op.OneHot(depth), indices);
  }

  // ---- primitives: reductions ----

  /** Sums along axes, which vanish. Without axes: over all. */
  public static Node sum(Node x, int... axes) {
    return reduce(ReduceFunction.SUM, x, false, axes);
  }

  /** Sums along axes, which stay with size 1. Without axes: over all. */
  public static Node sumKeepDims(Node x, int... axes) {
    return reduce(ReduceFunction.SUM, x, true, axes);
  }

  /** The largest along axes, which vanish. Without axes: over all. */
  public static Node reduceMax(Node x, int... axes) {
    return reduce(ReduceFunction.MAX, x, false, axes);
  }

  /** Combines along axes; negative ones count from the end, none means all. */
  public static Node reduce(ReduceFunction f, Node x, boolean keepDims, int... axes) {
    int rank = x.shape().rank();
    List<Integer> positive =
        axes.length == 0
            ? IntStream.range(0, rank).boxed().toList()
            : IntStream.of(axes).map(x.shape()::axis).sorted().boxed().toList();
    return positive.isEmpty() ? x : x.graph().add(new Op.Reduce(f, positive, keepDims), x);
  }

  /** The index of the first largest element along the last axis. */
  public static Node argMax(Node x) {
    return x.graph().add(new Op.ArgMax(), x);
  }

  // ---- primitives: contractions and windows ----

  /** Matrix product over the last two axes. */
  public static Node matMul(Node a, Node b) {
    return matMul(a, b, false, false);
  }

  /** Matrix product over the last two axes, either side stored transposed. */
  public static Node matMul(Node a, Node b, boolean transposeA, boolean transposeB) {
    return a.graph().add(new Op.MatMul(transposeA, transposeB), a, b);
  }

  /** Cross-correlation of images {@code (n, h, w, c)} with a kernel {@code (kh, kw, c / groups, f)}. */
  public static Node conv2d(Node x, Node kernel, Window2d window, int groups) {
    return x.graph().add(new Op.Conv2d(window, groups), x, kernel);
  }

  /** The largest element of each window, per channel. */
  public static Node maxPool2d(Node x, Window2d window) {
    return x.graph().add(new Op.MaxPool2d(window), x);
  }

  /** The mean of each window, per channel. */
  public static Node avgPool2d(Node x, Window2d window, boolean countPadding) {
    return x.graph().add(new Op.AvgPool2d(window, countPadding), x);
  }

  /** Softmax along the last axis. */
  public static Node softmax(Node x) {
    return x.graph().add(new Op.Softmax(), x);
  }

  /** Logarithm of the softmax along the last axis. */
  public static Node logSoftmax(Node x) {
    return x.graph().add(new Op.LogSoftmax(), x);
  }

  // ---- composed ----

  /** Means along axes, which vanish. Without axes: over all. */
  public static Node mean(Node x, int... axes) {
    Node sum = sum(x, axes);
    return mul(sum, (double) sum.shape().size() / x.shape().size());
  }

  /** Means along axes, which stay with size 1. Without axes: over all. */
  public static Node meanKeepDims(Node x, int... axes) {
    Node sum = sumKeepDims(x, axes);
    return mul(sum, (double) sum.shape().size() / x.shape().size());
  }

  /** Sums over the axes that broadcasting repeated, so that the result has the given shape again. */
  public static Node sumTo(Node x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int added = x.shape().rank() - shape.rank();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (axis < added || (shape.dim(axis - added) == 1 && x.shape().dim(axis) != 1)) {
        axes.add(axis);
      }
    }
    Node sum = axes.isEmpty() ? x : sum(x, axes.stream().mapToInt(Integer::intValue).toArray());
    return reshape(sum, shape);
  }

  /** x limited to {@code low} ≤ x ≤ {@code high}. */
  public static Node clip(Node x, double low, double high) {
    return min(max(x, low), high);
  }

  /** x where positive, {@code alpha · x} elsewhere (Maas, Hannun and Ng 2013). */
  public static Node leakyRelu(Node x, double alpha) {
    return select(greater(x, 0), x, mul(x, alpha));
  }

  /** x where positive, {@code alpha · (eˣ − 1)} elsewhere (Clevert, Unterthiner and Hochreiter 2015). */
  public static Node elu(Node x, double alpha) {
    return select(greater(x, 0), x, mul(add(exp(min(x, 0)), -1), alpha));
  }

  /** x · Φ(x) with the exact normal distribution function (Hendrycks and Gimpel 2016). */
  public static Node gelu(Node x) {
    return mul(mul(x, 0.5), add(erf(mul(x, SQRT_HALF)), 1));
  }

  /** x · sigmoid(x), also called SiLU (Ramachandran, Zoph and Le 2017). */
  public static Node swish(Node x) {
    return mul(x, sigmoid(x));
  }

  /** Zeros of a shape, as a constant. */
  public static Node zeros(Graph graph, Shape shape) {
    return broadcastTo(graph.constant(0), shape);
  }

  /** A constant with the given values, rank 1. */
  public static Node vector(Graph graph, float... values) {
    return graph.constant(Tensor.vector(values));
  }

  private static List<Integer> list(int[] values) {
    return IntStream.of(values).boxed().toList();
  }
}
