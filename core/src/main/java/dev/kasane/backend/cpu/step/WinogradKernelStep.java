package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Step;

/** Transforms a kernel for Winograd's form; a unit is a row of each tap. */
final class WinogradKernelStep extends BoundStep {

  private static final int ROWS_PER_CHUNK = 16;

  private final Kernels kernels;
  private final Ref w;
  private final Ref u;
  private final boolean backwards;
  private final int rows;
  private final int cols;
  private final int wp;
  private final int up;

  WinogradKernelStep(Step.WinogradKernel step, Memory memory, Kernels kernels) {
    this.kernels = kernels;
    backwards = step.backwards();
    w = memory.whole(step.input());
    u = memory.whole(step.output());
    rows = step.input().shape().dim(2);
    cols = step.input().shape().dim(3);
    wp = step.input().layout().pitch();
    up = step.output().layout().pitch();
  }

  @Override
  public int units() {
    return rows;
  }

  @Override
  public int unitsPerChunk() {
    return ROWS_PER_CHUNK;
  }

  @Override
  public int scratchFloats() {
    return 36 * kernels.lanes();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = w.array(frame);
    float[] out = u.array(frame);
    int tap = rows * wp;
    int wo = w.at(frame, 0) + (backwards ? 8 * tap : 0);
    int uo = u.at(frame, 0);
    for (int row = from; row < to; row++) {
      kernels.winogradKernel(
          cols, in, wo + row * wp, backwards ? -tap : tap, out, uo + row * up, rows * up, frame.scratch, 0);
    }
  }
}
