package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;

/** What looks at one row (last axis) at a time: softmax, its logarithm, the index of the largest. */
final class RowsStep extends BoundStep {

  /** Which of the three. */
  enum Kind {
    SOFTMAX,
    LOG_SOFTMAX,
    ARG_MAX
  }

  private final Kernels kernels;
  private final Kind kind;
  private final Ref x;
  private final Ref y;
  private final int units;
  private final int rowsPerUnit;
  private final int cols;
  private final int xp;
  private final int yp;
  private final int outputRow;

  RowsStep(Step.Primitive step, Kind kind, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    this.kind = kind;
    Operand input = step.inputs().getFirst();
    Layout in = input.layout();
    Layout out = step.output().layout();
    units = step.split() == Step.Split.BATCH ? samples : 1;
    rowsPerUnit = in.rows() / units;
    cols = in.cols();
    xp = in.pitch();
    yp = out.pitch();
    // the result of argMax has rows of its own: its last axis counts the input's rows
    outputRow = kind == Kind.ARG_MAX ? Math.min(rowsPerUnit, out.cols()) : 0;
    x = memory.rows(input, units);
    y = memory.rows(step.output(), units);
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int rows = (to - from) * rowsPerUnit;
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    int xo = x.at(frame, from);
    int yo = y.at(frame, from);
    switch (kind) {
      case SOFTMAX -> kernels.softmax(rows, cols, in, xo, xp, out, yo, yp);
      case LOG_SOFTMAX -> kernels.logSoftmax(rows, cols, in, xo, xp, out, yo, yp);
      case ARG_MAX -> {
        if (rowsPerUnit == 1) {
          kernels.argMax(rows, cols, in, xo, xp, out, yo, 1);
          return;
        }
        for (int row = 0, line = 0; row < rows; row += outputRow, line++) {
          kernels.argMax(outputRow, cols, in, xo + row * xp, xp, out, yo + line * yp, 1);
        }
      }
    }
  }
}
