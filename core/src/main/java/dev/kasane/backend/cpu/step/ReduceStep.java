package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import dev.kasane.tensor.Shape;

/**
 * Reductions over neighbouring axes, seen as {@code (outer, reduced, inner)}. If the last axis is among the reduced,
 * each outer element is a matrix that becomes one number; else rows of inner elements are combined.
 */
final class ReduceStep extends BoundStep {

  private final Kernels kernels;
  private final ReduceFunction f;
  private final Ref x;
  private final Ref y;
  private final boolean vector;
  private final boolean throughLast;
  private final boolean overSamples;
  private final int outerPerUnit;
  private final int reduced;
  private final int inner;
  private final int cols;
  private final int xp;
  private final int outputCols;
  private final int outputPitch;

  ReduceStep(Step.Primitive step, Op.Reduce op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    this.f = op.function();
    Operand input = step.inputs().getFirst();
    Operand output = step.output();
    Layout in = input.layout();
    Shape shape = in.shape();
    int begin = op.axes().getFirst();
    int end = op.axes().getLast() + 1;
    int units = step.split() == Step.Split.GLOBAL ? 1 : samples;
    overSamples = step.split() == Step.Split.PARTIAL;
    vector = overSamples && shape.rank() == 1;
    throughLast = end == shape.rank();
    cols = vector ? in.cols() / units : in.cols();
    xp = in.pitch();
    outerPerUnit = overSamples ? 1 : product(shape, 0, begin) / units;
    int rows = product(shape, begin, end) / (throughLast ? in.cols() : 1);
    reduced = overSamples && !vector ? rows / units : rows;
    inner = throughLast ? 0 : product(shape, end, shape.rank()) / cols * xp;
    outputCols = output.layout().cols();
    outputPitch = output.layout().pitch();
    x = memory.ref(input, units == 1 ? 0 : in.size() / units);
    y = overSamples ? memory.whole(output) : memory.rows(output, units);
  }

  private static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.dim(axis);
    }
    return product;
  }

  @Override
  public int scratchFloats() {
    return throughLast ? cols : 0;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    int xo = x.at(frame, from);
    int yo = y.at(frame, from);
    int count = to - from;
    boolean accumulate = overSamples && !first;
    if (vector) {
      kernels.reduceColumns(f, 1, count * cols, in, xo, count * cols, out, yo, 1, accumulate);
    } else if (throughLast) {
      int rows = overSamples ? count * reduced : reduced;
      int matrices = overSamples ? 1 : count * outerPerUnit;
      for (int i = 0; i < matrices; i++) {
        matrix(frame, in, xo + i * rows * xp, rows, out, yo + outputIndex(i), accumulate);
      }
    } else if (overSamples) {
      kernels.reduceRows(f, count * reduced, inner, in, xo, inner, out, yo, accumulate);
    } else {
      for (int i = 0; i < count * outerPerUnit; i++) {
        kernels.reduceRows(f, reduced, inner, in, xo + i * reduced * inner, inner, out, yo + i * inner, false);
      }
    }
  }

  private void matrix(Frame frame, float[] in, int xo, int rows, float[] out, int yo, boolean accumulate) {
    if (rows == 1) {
      kernels.reduceColumns(f, 1, cols, in, xo, xp, out, yo, 1, accumulate);
      return;
    }
    kernels.reduceRows(f, rows, cols, in, xo, xp, frame.scratch, 0, false);
    kernels.reduceColumns(f, 1, cols, frame.scratch, 0, cols, out, yo, 1, accumulate);
  }

  private int outputIndex(int i) {
    return i / outputCols * outputPitch + i % outputCols;
  }
}
