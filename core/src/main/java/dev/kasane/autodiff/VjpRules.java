package dev.kasane.autodiff;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of each primitive, as a vector-Jacobian product: from {@code dy = ∂loss/∂y} to {@code dx =
 * ∂loss/∂x}, x one of y's inputs. Rules use y itself where that is cheaper than computing from x again.
 */
final class VjpRules {

  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  /** What a rule returns for an input that has no derivative, or one that is zero almost everywhere. */
  private static final @Nullable Node NONE = null;

  private final Node y;
  private final Node dy;

  /** The input to differentiate by, and its position. */
  private final Node x;

  private final int position;

  private VjpRules(Node y, Node dy, int position) {
    this.y = y;
    this.dy = dy;
    this.x = y.input(position);
    this.position = position;
  }

  /**
   * The share of {@code dy} that reaches one input of {@code y}.
   *
   * @return a node of the input's shape, or null if nothing does
   */
  static @Nullable Node apply(Node y, Node dy, int position) {
    return new VjpRules(y, dy, position).dx();
  }

  private @Nullable Node dx() {
    return switch (y.op()) {
      case Op.Leaf _ -> NONE;

      // Element by element; broadcasting is undone by summing.
      case Op.Unary unary -> unary(unary.function());
      case Op.Binary binary -> position == 0 ? left(binary.function()) : right(binary.function());
      case Op.Select _ -> select();

      // Moving elements: dx moves them back.
      case Op.Reshape _ -> Ops.reshape(dy, x.shape());
      case Op.Transpose transpose -> Ops.transpose(dy, inverse(transpose.permutation()));
      case Op.BroadcastTo _ -> Ops.sumTo(dy, x.shape());
      case Op.Concat concat -> concat(concat.axis());
      case Op.Slice slice -> slice(slice, x.shape(), dy);
      case Op.Pad pad -> Ops.slice(dy, pad.before(), x.shape());
      case Op.Gather _ -> position == 0 ? Ops.scatterAdd(y.input(1), dy, x.shape().dim(0)) : NONE;
      case Op.ScatterAdd _ -> position == 1 ? Ops.gather(dy, y.input(0)) : NONE;
      case Op.OneHot _ -> NONE;

      // Reductions.
      case Op.Reduce reduce -> reduce(reduce);
      case Op.ArgMax _ -> NONE;
      // y = exp(x) / Σ exp(x):  dx = y (dy − Σ dy y)
      case Op.Softmax _ -> Ops.mul(y, Ops.sub(dy, Ops.sumKeepDims(Ops.mul(dy, y), -1)));
      // y = x − ln Σ exp(x):  dx = dy − exp(y) Σ dy
      case Op.LogSoftmax _ -> Ops.sub(dy, Ops.mul(Ops.exp(y), Ops.sumKeepDims(dy, -1)));

      // Bilinear ones: each input's derivative is the sibling operation of the other input and dy.
      case Op.MatMul matMul -> matMul(matMul);
      case Op.Conv2d conv ->
          position == 0
              ? inputGrad(conv.window(), conv.groups(), x.shape(), y.input(1), dy)
              : kernelGrad(conv.window(), conv.groups(), x.shape(), y.input(0), dy);
      case Op.Conv2dInputGrad grad ->
          position == 0
              ? kernelGrad(grad.window(), grad.groups(), x.shape(), dy, y.input(1))
              : Ops.conv2d(dy, y.input(0), grad.window(), grad.groups());
      case Op.Conv2dKernelGrad grad ->
          position == 0
              ? inputGrad(grad.window(), grad.groups(), x.shape(), dy, y.input(1))
              : Ops.conv2d(y.input(0), dy, grad.window(), grad.groups());

      // Pooling.
      case Op.MaxPool2d pool -> graphAdd(new Op.MaxPool2dGrad(pool.window()), x, dy);
      case Op.MaxPool2dGrad _ -> maxPoolGrad();
      case Op.AvgPool2d pool ->
          graphAdd(new Op.AvgPool2dGrad(pool.window(), pool.countPadding(), x.shape()), dy);
      case Op.AvgPool2dGrad grad -> Ops.avgPool2d(dy, grad.window(), grad.countPadding());
    };
  }

  private @Nullable Node unary(UnaryFunction f) {
    return switch (f) {
      case NEG -> Ops.neg(dy);
      // |x|:  dy sign(x), 0 at 0
      case ABS -> Ops.mul(dy, Ops.sign(x));
      case SIGN -> NONE;
      // x²:  dy 2x
      case SQUARE -> Ops.mul(dy, Ops.mul(x, 2));
      // y = √x:  dy / 2y
      case SQRT -> Ops.div(dy, Ops.mul(y, 2));
      // y = 1/x:  −dy y²
      case RECIPROCAL -> Ops.neg(Ops.mul(dy, Ops.square(y)));
      // y = eˣ:  dy y
      case EXP -> Ops.mul(dy, y);
      // ln x:  dy / x
      case LOG -> Ops.div(dy, x);
      // ln(1 + eˣ):  dy sigmoid(x)
      case SOFTPLUS -> Ops.mul(dy, Ops.sigmoid(x));
      // y = 1/(1 + e⁻ˣ):  dy y (1 − y)
      case SIGMOID -> Ops.mul(dy, Ops.mul(y, Ops.sub(1, y)));
      // y = tanh x:  dy (1 − y²)
      case TANH -> Ops.mul(dy, Ops.sub(1, Ops.square(y)));
      // max(x, 0):  dy where y > 0, so 0 at 0
      case RELU -> Ops.mul(dy, Ops.greater(y, 0));
      // erf x:  dy 2/√π exp(−x²)
      case ERF -> Ops.mul(dy, Ops.mul(Ops.exp(Ops.neg(Ops.square(x))), TWO_OVER_SQRT_PI));
      case SIN -> Ops.mul(dy, Ops.cos(x));
      case COS -> Ops.neg(Ops.mul(dy, Ops.sin(x)));
    };
  }

  /** The derivative of f(a, b) by a. */
  private @Nullable Node left(BinaryFunction f) {
    Node b = y.input(1);
    return switch (f) {
      case ADD, SUB -> unbroadcast(dy);
      case MUL -> unbroadcast(Ops.mul(dy, b));
      // a / b:  dy / b
      case DIV -> unbroadcast(Ops.div(dy, b));
      // Of equals, the first takes it all.
      case MAX -> unbroadcast(Ops.mul(dy, Ops.greaterEqual(x, b)));
      case MIN -> unbroadcast(Ops.mul(dy, Ops.greaterEqual(b, x)));
      case POW -> unbroadcast(Ops.mul(dy, powByBase(x, b)));
      case GREATER, GREATER_EQUAL, EQUAL -> NONE;
    };
  }

  /** The derivative of f(a, b) by b. */
  private @Nullable Node right(BinaryFunction f) {
    Node a = y.input(0);
    return switch (f) {
      case ADD -> unbroadcast(dy);
      case SUB -> Ops.neg(unbroadcast(dy));
      case MUL -> unbroadcast(Ops.mul(dy, a));
      // y = a / b:  −dy y / b
      case DIV -> Ops.neg(unbroadcast(Ops.mul(dy, Ops.div(y, x))));
      case MAX -> unbroadcast(Ops.mul(dy, Ops.greater(x, a)));
      case MIN -> unbroadcast(Ops.mul(dy, Ops.greater(a, x)));
      case POW -> unbroadcast(Ops.mul(dy, powByExponent(a)));
      case GREATER, GREATER_EQUAL, EQUAL -> NONE;
    };
  }

  /** b a^(b−1), and 0 where b = 0 even if a = 0. */
  private Node powByBase(Node a, Node b) {
    Node slope = Ops.mul(b, Ops.pow(a, Ops.add(b, -1)));
    return Ops.select(Ops.equal(b, number(0)), number(0), slope);
  }

  /** aᵇ ln a, and 0 where a ≤ 0: there aᵇ is 0, or defined for whole b only. */
  private Node powByExponent(Node a) {
    return Ops.mul(y, Ops.log(Ops.select(Ops.greater(a, 0), a, number(1))));
  }

  /** The condition has none; a takes dy where it was chosen, b elsewhere. */
  private @Nullable Node select() {
    Node condition = y.input(0);
    return switch (position) {
      case 1 -> unbroadcast(Ops.select(condition, dy, number(0)));
      case 2 -> unbroadcast(Ops.select(condition, number(0), dy));
      default -> NONE;
    };
  }

  private Node concat(int axis) {
    int start = 0;
    for (Node earlier : y.inputs().subList(0, position)) {
      start += earlier.shape().dim(axis);
    }
    List<Integer> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
    starts.set(axis, start);
    return Ops.slice(dy, starts, x.shape());
  }

  /** dy where the slice was cut from x, zeros around it. */
  static Node slice(Op.Slice slice, Shape x, Node dy) {
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      after.add(x.dim(axis) - slice.starts().get(axis) - slice.shape().dim(axis));
    }
    return Ops.pad(dy, slice.starts(), after, 0);
  }

  private Node reduce(Op.Reduce reduce) {
    Shape kept = x.shape();
    for (int axis : reduce.axes()) {
      kept = kept.withDim(axis, 1);
    }
    Node share = Ops.reshape(dy, kept);
    return switch (reduce.function()) {
      case SUM -> Ops.broadcastTo(share, x.shape());
      case MAX -> reduceMax(reduce, share, kept);
      case SQUARED_DEVIATION -> Ops.mul(Ops.mul(Ops.sub(x, mean(reduce)), 2), share);
    };
  }

  private Node mean(Op.Reduce reduce) {
    return Ops.meanKeepDims(x, reduce.axes().stream().mapToInt(Integer::intValue).toArray());
  }

  /** All elements equal to the largest take the same part of dy. */
  private Node reduceMax(Op.Reduce reduce, Node share, Shape kept) {
    Node largest = Ops.equal(x, Ops.reshape(y, kept));
    int[] axes = reduce.axes().stream().mapToInt(Integer::intValue).toArray();
    Node count = Ops.reduce(ReduceFunction.SUM, largest, true, axes);
    return Ops.mul(largest, Ops.div(share, count));
  }

  /** With A, B as multiplied (transposed if so asked): dA = dy Bᵀ, dB = Aᵀ dy; a transposed one gets its transpose. */
  private Node matMul(Op.MatMul op) {
    Node a = y.input(0);
    Node b = y.input(1);
    if (position == 0) {
      return op.transposeA()
          ? Ops.matMul(b, dy, op.transposeB(), true)
          : Ops.matMul(dy, b, false, !op.transposeB());
    }
    return op.transposeB()
        ? Ops.matMul(dy, a, true, op.transposeA())
        : Ops.matMul(a, dy, !op.transposeA(), false);
  }

  private static Node inputGrad(
      Window2d window, int groups, Shape inputShape, Node kernel, Node dy) {
    return dy.graph().add(new Op.Conv2dInputGrad(window, groups, inputShape), kernel, dy);
  }

  private static Node kernelGrad(
      Window2d window, int groups, Shape kernelShape, Node input, Node dy) {
    return dy.graph().add(new Op.Conv2dKernelGrad(window, groups, kernelShape), input, dy);
  }

  private @Nullable Node maxPoolGrad() {
    if (position == 0) {
      return NONE;
    }
    throw new UnsupportedOperationException(
        y + ": max pooling has no second derivative; use average pooling, or differentiate once");
  }

  private Node graphAdd(Op op, Node... inputs) {
    return y.graph().add(op, inputs);
  }

  private Node unbroadcast(Node share) {
    return Ops.sumTo(share, x.shape());
  }

  private Node number(double value) {
    return y.graph().constant(value);
  }

  private static int[] inverse(List<Integer> permutation) {
    int[] inverse = new int[permutation.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation.get(i)] = i;
    }
    return inverse;
  }
}
