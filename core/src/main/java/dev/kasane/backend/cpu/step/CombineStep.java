package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.Step;

/** Sums the partial results of all pieces, always in the order of the pieces. */
final class CombineStep extends BoundStep {

  private static final int CHUNK = 8192;

  private final Kernels kernels;
  private final float[] partials;
  private final int base;
  private final int size;
  private final int pieces;
  private final Ref out;

  CombineStep(Step.Combine step, Memory memory, Kernels kernels, int pieces) {
    this.kernels = kernels;
    this.pieces = pieces;
    Buffer buffer = step.input().buffer();
    partials = memory.array(buffer);
    base = buffer.offset();
    size = buffer.size();
    out = memory.ref(step.output(), 1);
  }

  @Override
  public int units() {
    return size;
  }

  @Override
  public int unitsPerChunk() {
    return CHUNK;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] y = out.array(frame);
    int yo = out.at(frame, from);
    int n = to - from;
    System.arraycopy(partials, base + from, y, yo, n);
    for (int piece = 1; piece < pieces; piece++) {
      kernels.binary(BinaryFunction.ADD, n, y, yo, partials, base + piece * size + from, y, yo);
    }
  }
}
