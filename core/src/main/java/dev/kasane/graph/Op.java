package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;

/**
 * A primitive operation: the attributes of a node without its inputs. Everything else is composed of these by {@link
 * Ops}. Each has a shape rule ({@link ShapeRules}), a derivative rule (the autodiff package) and a reference loop
 * (backend.reference); those are switches without a default, so that the compiler asks for each when one is added here.
 */
public sealed interface Op {

  /** A node without inputs. */
  sealed interface Leaf extends Op {
    /** The shape of its value. */
    Shape shape();
  }

  /** A node whose output element depends on the broadcast input elements at the same index only. */
  sealed interface Elementwise extends Op {}

  /**
   * A value handed over before each run.
   *
   * @param name unique in the graph
   * @param shape its shape, the batch axis included
   * @param batch whether axis 0 counts independent samples, so that the work may be split along it
   */
  record Input(String name, Shape shape, boolean batch) implements Leaf {}

  /**
   * A value kept between runs: a weight, an optimizer slot, a running mean.
   *
   * @param path unique in the graph, such as {@code conv2d_1/kernel}
   * @param shape its shape
   */
  record Variable(String path, Shape shape) implements Leaf {}

  /** A value known when the graph is built. */
  record Constant(Tensor value) implements Leaf {
    @Override
    public Shape shape() {
      return value.shape();
    }
  }

  /**
   * Numbers uniform in [0, 1), a function of seed, run number and element index only: {@link
   * dev.kasane.tensor.CounterRandom}.
   *
   * @param seed names the stream
   * @param shape how many
   * @param batch whether axis 0 counts independent samples
   */
  record RandomUniform(long seed, Shape shape, boolean batch) implements Leaf {}

  /** {@code f(x)} for each element. One input. */
  record Unary(UnaryFunction function) implements Elementwise {}

  /** {@code f(a, b)} for each pair of elements; shapes broadcast as in NumPy. Two inputs. */
  record Binary(BinaryFunction function) implements Elementwise {}

  /** {@code condition != 0 ? a : b} for each element; shapes broadcast. Three inputs: condition, a, b. */
  record Select() implements Elementwise {}

  /** The same elements in row-major order under another shape. */
  record Reshape(Shape shape) implements Op {}

  /** Axes in another order: output axis i is input axis {@code permutation[i]}. */
  record Transpose(List<Integer> permutation) implements Op {}

  /** Axes of size 1 (or missing in front) repeated to a larger shape, as in NumPy. */
  record BroadcastTo(Shape shape) implements Op {}

  /** Inputs joined along one axis. One or more inputs. */
  record Concat(int axis) implements Op {}

  /** The box that begins at {@code starts} and has the given shape. */
  record Slice(List<Integer> starts, Shape shape) implements Op {}

  /** The input surrounded with a value: {@code before[i]} and {@code after[i]} elements on axis i. */
  record Pad(List<Integer> before, List<Integer> after, float value) implements Op {}

  /**
   * Rows of a table. Inputs: table {@code (rows, ...)}, indices of any shape. Output: {@code indices.shape +
   * table.shape[1:]}. An index outside the table gives a row of zeros.
   */
  record Gather() implements Op {}

  /** The derivative of {@link Gather}. Inputs: indices, dy. Output: a table whose row i sums the dy with index i. */
  record ScatterAdd(int rows) implements Op {}

  /** 1 at the index, 0 elsewhere, along a new last axis; an index outside 0..depth−1 gives zeros. */
  record OneHot(int depth) implements Op {}

  /** Elements combined along axes, which become 1 ({@code keepDims}) or vanish. */
  record Reduce(ReduceFunction function, List<Integer> axes, boolean keepDims) implements Op {}

  /** The index of the largest element along the last axis, the first of equals; that axis vanishes. */
  record ArgMax() implements Op {}

  /**
   * Matrix product over the last two axes; leading axes must be equal. Two inputs: {@code (..., m, k)} and {@code (...,
   * k, n)}, either stored transposed.
   */
  record MatMul(boolean transposeA, boolean transposeB) implements Op {}

  /**
   * Cross-correlation. Inputs: x {@code (n, h, w, c)}, kernel {@code (kh, kw, c / groups, f)}. Output: {@code (n, oh, ow,
   * f)}. Filters f are divided evenly over the groups.
   */
  record Conv2d(Window2d window, int groups) implements Op {}

  /** The derivative of {@link Conv2d} by x. Inputs: kernel, dy. {@code inputShape} is x's. */
  record Conv2dInputGrad(Window2d window, int groups, Shape inputShape) implements Op {

    /** Whether each channel has a group of its own, and there are several. */
    public boolean depthwise() {
      return groups > 1 && groups == inputShape.dim(3);
    }
  }

  /** The derivative of {@link Conv2d} by its kernel. Inputs: x, dy. {@code kernelShape} is the kernel's. */
  record Conv2dKernelGrad(Window2d window, int groups, Shape kernelShape) implements Op {}

  /** The largest element of each window, per channel. Padding is never the largest. Input {@code (n, h, w, c)}. */
  record MaxPool2d(Window2d window) implements Op {}

  /** The derivative of {@link MaxPool2d}: dy goes to the first largest element of its window. Inputs: x, dy. */
  record MaxPool2dGrad(Window2d window) implements Op {}

  /**
   * The mean of each window, per channel.
   *
   * @param countPadding whether padding counts as zeros; if not, the sum is divided by the number of real elements
   */
  record AvgPool2d(Window2d window, boolean countPadding) implements Op {}

  /** The derivative of {@link AvgPool2d}. Input: dy. {@code inputShape} is x's. */
  record AvgPool2dGrad(Window2d window, boolean countPadding, Shape inputShape) implements Op {}

  /** exp(x − max) divided by its sum, along the last axis. */
  record Softmax() implements Op {}

  /** x − max − ln Σ exp(x − max), along the last axis. */
  record LogSoftmax() implements Op {}

  /** The name used in plans and messages: the record's name with a small first letter, or the element function's. */
  default String label() {
    return switch (this) {
      case Unary unary -> lower(unary.function().name());
      case Binary binary -> lower(binary.function().name());
      case Reduce reduce -> lower(reduce.function().name());
      default -> {
        String name = getClass().getSimpleName();
        yield Character.toLowerCase(name.charAt(0)) + name.substring(1);
      }
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
