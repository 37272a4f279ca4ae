package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;

/** A reshape between layouts whose rows are padded differently: the same elements in the same order. */
final class RepackStep extends BoundStep {

  private final Kernels kernels;
  private final Ref x;
  private final Ref y;
  private final int elementsPerUnit;
  private final int xCols;
  private final int xp;
  private final int yCols;
  private final int yp;

  RepackStep(Step.Primitive step, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    Operand input = step.inputs().getFirst();
    Layout in = input.layout();
    Layout out = step.output().layout();
    int units = step.split() == Step.Split.BATCH ? samples : 1;
    elementsPerUnit = in.shape().size() / units;
    xCols = in.cols();
    xp = in.pitch();
    yCols = out.cols();
    yp = out.pitch();
    x = memory.rows(input, units);
    y = memory.rows(step.output(), units);
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int elements = (to - from) * elementsPerUnit;
    if (xCols == yCols && elements % xCols == 0) {
      kernels.copy(
          elements / xCols, xCols, x.array(frame), x.at(frame, from), xp, y.array(frame), y.at(frame, from), yp);
      return;
    }
    copy(
        elements,
        x.array(frame), x.at(frame, from), xCols, xp,
        y.array(frame), y.at(frame, from), yCols, yp);
  }

  /** Copies n elements between rows of different lengths and pitches, as long a run at a time as both allow. */
  static void copy(int n, float[] x, int xo, int xCols, int xp, float[] y, int yo, int yCols, int yp) {
    if (xCols == xp && yCols == yp) {
      System.arraycopy(x, xo, y, yo, n);
      return;
    }
    int xCol = 0;
    int yCol = 0;
    for (int done = 0; done < n; ) {
      int run = Math.min(Math.min(xCols - xCol, yCols - yCol), n - done);
      System.arraycopy(x, xo + xCol, y, yo + yCol, run);
      done += run;
      xCol += run;
      yCol += run;
      if (xCol == xCols) {
        xCol = 0;
        xo += xp;
      }
      if (yCol == yCols) {
        yCol = 0;
        yo += yp;
      }
    }
  }
}
