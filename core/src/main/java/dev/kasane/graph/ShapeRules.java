package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The shape rule of each operation, with messages that name both sides. */
final class ShapeRules {

  private final Op op;
  private final List<Shape> in;
  private final String scope;

  private ShapeRules(Op op, List<Shape> in, String scope) {
    this.op = op;
    this.in = in;
    this.scope = scope;
  }

  static Shape infer(Op op, List<Shape> inputs, String scope) {
    return new ShapeRules(op, inputs, scope).infer();
  }

  private Shape infer() {
    return switch (op) {
      case Op.Leaf leaf -> {
        arity(0);
        yield leaf.shape();
      }
      case Op.Unary _ -> only();
      case Op.Binary _ -> {
        arity(2);
        yield broadcast(in.get(0), in.get(1));
      }
      case Op.Select _ -> {
        arity(3);
        yield broadcast(in.get(0), broadcast(in.get(1), in.get(2)));
      }
      case Op.Reshape reshape -> reshape(reshape.shape());
      case Op.Transpose transpose -> transpose(transpose.permutation());
      case Op.BroadcastTo to -> broadcastTo(to.shape());
      case Op.Concat concat -> concat(concat.axis());
      case Op.Slice slice -> slice(slice);
      case Op.Pad pad -> pad(pad);
      case Op.Gather _ -> gather();
      case Op.ScatterAdd scatter -> scatterAdd(scatter.rows());
      case Op.OneHot oneHot -> append(only(), oneHot.depth());
      case Op.Reduce reduce -> reduce(reduce);
      case Op.ArgMax _ -> only().without(rank(1, only()).rank() - 1);
      case Op.MatMul matMul -> matMul(matMul);
      case Op.Conv2d conv -> conv(conv);
      case Op.Conv2dInputGrad grad -> convInputGrad(grad);
      case Op.Conv2dKernelGrad grad -> convKernelGrad(grad);
      case Op.MaxPool2d pool -> window(pool.window(), image(only()), only().last());
      case Op.MaxPool2dGrad grad -> {
        arity(2);
        expectDy(window(grad.window(), image(in.get(0)), in.get(0).last()), in.get(1));
        yield in.get(0);
      }
      case Op.AvgPool2d pool -> window(pool.window(), image(only()), only().last());
      case Op.AvgPool2dGrad grad -> {
        expectDy(window(grad.window(), image(grad.inputShape()), grad.inputShape().last()), only());
        yield grad.inputShape();
      }
      case Op.Softmax _ -> rank(1, only());
      case Op.LogSoftmax _ -> rank(1, only());
    };
  }

  private Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= a.rank() ? a.dim(-i) : 1;
      int right = i <= b.rank() ? b.dim(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw error("shapes " + a + " and " + b + " do not broadcast: axis " + (rank - i) + " is " + left + " and "
            + right + "; they must be equal, or one of them 1");
      }
      dims[rank - i] = Math.max(left, right);
    }
    return Shape.of(dims);
  }

  private Shape reshape(Shape to) {
    if (only().size() != to.size()) {
      throw error("shape " + only() + " has " + only().size() + " elements, " + to + " needs " + to.size());
    }
    return to;
  }

  private Shape transpose(List<Integer> permutation) {
    Shape x = only();
    boolean[] seen = new boolean[x.rank()];
    int[] dims = new int[permutation.size()];
    for (int i = 0; i < dims.length; i++) {
      int axis = permutation.get(i);
      if (dims.length != x.rank() || axis < 0 || axis >= x.rank() || seen[axis]) {
        throw error("expected each axis of " + x + " once, received order " + permutation);
      }
      seen[axis] = true;
      dims[i] = x.dim(axis);
    }
    return Shape.of(dims);
  }

  private Shape broadcastTo(Shape to) {
    if (!broadcast(only(), to).equals(to)) {
      throw error("shape " + only() + " does not broadcast to " + to);
    }
    return to;
  }

  private Shape concat(int axis) {
    if (in.isEmpty()) {
      throw error("expected at least one input, received none");
    }
    Shape first = in.getFirst();
    int total = 0;
    for (Shape each : in) {
      if (each.rank() != first.rank() || !each.withDim(axis, 1).equals(first.withDim(axis, 1))) {
        throw error("inputs must agree on all axes but " + axis + ", received " + in);
      }
      total += each.dim(axis);
    }
    return first.withDim(axis, total);
  }

  private Shape slice(Op.Slice slice) {
    Shape x = only();
    boolean fits = slice.starts().size() == x.rank() && slice.shape().rank() == x.rank();
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = slice.starts().get(i) >= 0 && slice.starts().get(i) + slice.shape().dim(i) <= x.dim(i);
    }
    if (!fits) {
      throw error("a box of shape " + slice.shape() + " at " + slice.starts() + " does not lie in " + x);
    }
    return slice.shape();
  }

  private Shape pad(Op.Pad pad) {
    Shape x = only();
    if (pad.before().size() != x.rank() || pad.after().size() != x.rank()) {
      throw error("expected " + x.rank() + " padding pairs for " + x + ", received before " + pad.before() + ", after "
          + pad.after());
    }
    int[] dims = x.dims();
    for (int i = 0; i < dims.length; i++) {
      if (pad.before().get(i) < 0 || pad.after().get(i) < 0) {
        throw error("padding must not be negative, received before " + pad.before() + ", after " + pad.after());
      }
      dims[i] += pad.before().get(i) + pad.after().get(i);
    }
    return Shape.of(dims);
  }

  private Shape gather() {
    arity(2);
    Shape table = rank(1, in.get(0));
    Shape result = in.get(1);
    for (int i = 1; i < table.rank(); i++) {
      result = append(result, table.dim(i));
    }
    return result;
  }

  private Shape scatterAdd(int rows) {
    arity(2);
    Shape indices = in.get(0);
    Shape dy = in.get(1);
    int[] dims = new int[1 + dy.rank() - indices.rank()];
    dims[0] = rows;
    for (int i = 1; i < dims.length; i++) {
      dims[i] = dy.dim(indices.rank() + i - 1);
    }
    return Shape.of(dims);
  }

  private Shape reduce(Op.Reduce reduce) {
    Shape x = only();
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!reduce.axes().contains(axis)) {
        kept.add(x.dim(axis));
      } else if (reduce.keepDims()) {
        kept.add(1);
      }
    }
    if (reduce.axes().stream().distinct().filter(axis -> axis >= 0 && axis < x.rank()).count() != reduce.axes().size()) {
      throw error("axes " + reduce.axes() + " are not distinct axes of " + x);
    }
    return Shape.of(kept.stream().mapToInt(Integer::intValue).toArray());
  }

  private Shape matMul(Op.MatMul op) {
    arity(2);
    Shape a = rank(2, in.get(0));
    Shape b = rank(2, in.get(1));
    int m = a.dim(op.transposeA() ? -1 : -2);
    int ka = a.dim(op.transposeA() ? -2 : -1);
    int kb = b.dim(op.transposeB() ? -1 : -2);
    int n = b.dim(op.transposeB() ? -2 : -1);
    boolean sameBatch = a.rank() == b.rank();
    for (int i = 0; sameBatch && i < a.rank() - 2; i++) {
      sameBatch = a.dim(i) == b.dim(i);
    }
    if (!sameBatch) {
      throw error("leading axes must be equal, received " + a + " and " + b);
    }
    if (ka != kb) {
      throw error("inner sizes differ: left " + a + (op.transposeA() ? " transposed" : "") + " has " + ka
          + " columns, right " + b + (op.transposeB() ? " transposed" : "") + " has " + kb + " rows");
    }
    return a.withDim(-2, m).withDim(-1, n);
  }

  private Shape conv(Op.Conv2d op) {
    arity(2);
    Shape x = image(in.get(0));
    Shape kernel = in.get(1);
    checkKernel(op.window(), op.groups(), x, kernel);
    return window(op.window(), x, kernel.last());
  }

  private Shape convInputGrad(Op.Conv2dInputGrad op) {
    arity(2);
    Shape kernel = in.get(0);
    checkKernel(op.window(), op.groups(), image(op.inputShape()), kernel);
    expectDy(window(op.window(), op.inputShape(), kernel.last()), in.get(1));
    return op.inputShape();
  }

  private Shape convKernelGrad(Op.Conv2dKernelGrad op) {
    arity(2);
    Shape x = image(in.get(0));
    checkKernel(op.window(), op.groups(), x, op.kernelShape());
    expectDy(window(op.window(), x, op.kernelShape().last()), in.get(1));
    return op.kernelShape();
  }

  private void checkKernel(Window2d window, int groups, Shape x, Shape kernel) {
    int channels = x.last();
    if (groups < 1 || channels % groups != 0 || kernel.last() % groups != 0) {
      throw error(groups + " groups do not divide " + channels + " input channels and " + kernel.last() + " filters");
    }
    Shape expected = Shape.of(window.height(), window.width(), channels / groups, kernel.last());
    if (!kernel.equals(expected)) {
      throw error("input " + x + " with window " + window + " and " + groups + " groups expects kernel " + expected
          + ", received " + kernel);
    }
  }

  private Shape window(Window2d window, Shape x, int channels) {
    int height = window.outputHeight(x.dim(1));
    int width = window.outputWidth(x.dim(2));
    if (height < 1 || width < 1) {
      throw error("a window of " + window + " does not fit into an image of " + x.dim(1) + "x" + x.dim(2)
          + "; use a smaller window or padding");
    }
    return Shape.of(x.dim(0), height, width, channels);
  }

  private Shape image(Shape x) {
    if (x.rank() != 4) {
      throw error("expected images (batch, height, width, channels), received shape " + x);
    }
    return x;
  }

  private void expectDy(Shape expected, Shape received) {
    if (!expected.equals(received)) {
      throw error("expected dy of shape " + expected + ", received " + received);
    }
  }

  private Shape rank(int atLeast, Shape shape) {
    if (shape.rank() < atLeast) {
      throw error("expected at least " + atLeast + " axes, received shape " + shape);
    }
    return shape;
  }

  private Shape only() {
    arity(1);
    return in.getFirst();
  }

  private static Shape append(Shape shape, int dim) {
    int[] dims = java.util.Arrays.copyOf(shape.dims(), shape.rank() + 1);
    dims[shape.rank()] = dim;
    return Shape.of(dims);
  }

  private void arity(int expected) {
    if (in.size() != expected) {
      throw error("expected " + expected + " inputs, received " + in.size());
    }
  }

  private ShapeException error(String what) {
    return new ShapeException((scope.isEmpty() ? "" : scope + ": ") + op.label() + ": " + what);
  }
}
