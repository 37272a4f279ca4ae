package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import dev.kasane.tensor.CounterRandom;

/** Random numbers that depend on seed, run and element only, wherever and in whatever order they are drawn. */
final class RandomStep extends BoundStep {

  private final Kernels kernels;
  private final long seed;
  private final Ref y;
  private final int rowsPerUnit;
  private final int cols;
  private final int pitch;

  RandomStep(Step.Primitive step, Op.RandomUniform op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    this.seed = op.seed();
    Layout layout = step.output().layout();
    boolean vector = layout.shape().rank() == 1;
    int units = step.split() == Step.Split.BATCH ? samples : 1;
    y = memory.rows(step.output(), units);
    cols = vector ? layout.cols() / units : layout.cols();
    pitch = vector ? cols : layout.pitch();
    rowsPerUnit = vector ? 1 : layout.rows() / units;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    long key = CounterRandom.at(seed, frame.step);
    float[] out = y.array(frame);
    int yo = y.at(frame, from);
    if (pitch == cols) {
      kernels.uniform(key, (long) from * rowsPerUnit * cols, (to - from) * rowsPerUnit * cols, out, yo);
      return;
    }
    for (int row = 0; row < (to - from) * rowsPerUnit; row++) {
      kernels.uniform(key, ((long) from * rowsPerUnit + row) * cols, cols, out, yo + row * pitch);
    }
  }
}
