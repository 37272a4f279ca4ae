package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import java.util.List;

/** Transposes the matrices of the last two axes: what the reverse part does to weights in every step. */
final class MatrixTransposeStep extends BoundStep {

  private final Kernels kernels;
  private final Ref x;
  private final Ref y;
  private final int matricesPerUnit;
  private final int rows;
  private final int cols;
  private final int xp;
  private final int yp;

  MatrixTransposeStep(Step.Primitive step, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    Layout in = step.inputs().getFirst().layout();
    Layout out = step.output().layout();
    rows = in.shape().dim(-2);
    cols = in.shape().dim(-1);
    xp = in.pitch();
    yp = out.pitch();
    int units = step.split() == Step.Split.BATCH ? samples : 1;
    matricesPerUnit = in.shape().size() / (rows * cols) / units;
    x = memory.rows(step.inputs().getFirst(), units);
    y = memory.rows(step.output(), units);
  }

  /** Whether a transpose keeps all axes but the last two, which change places. */
  static boolean does(Op.Transpose op) {
    List<Integer> order = op.permutation();
    int last = order.size() - 1;
    if (last < 1 || order.get(last) != last - 1) {
      return false;
    }
    for (int axis = 0; axis < last - 1; axis++) {
      if (order.get(axis) != axis) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    int xo = x.at(frame, from);
    int yo = y.at(frame, from);
    for (int i = 0; i < (to - from) * matricesPerUnit; i++) {
      kernels.transpose(rows, cols, in, xo + i * rows * xp, xp, out, yo + i * cols * yp, yp);
    }
  }
}
