package dev.kasane.backend.cpu;

import dev.kasane.backend.cpu.step.BoundStep;
import dev.kasane.backend.cpu.step.Frame;

/** Independent steps outside the batch, each divided into chunks of its output. */
final class ChunkTask implements CpuExecutable.StageTask {

  private final BoundStep[] steps;
  private final Frame[] frames;
  private final int[] firstChunk;

  ChunkTask(BoundStep[] steps, Frame[] frames) {
    this.steps = steps;
    this.frames = frames;
    firstChunk = new int[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      firstChunk[i + 1] = firstChunk[i] + Math.ceilDiv(steps[i].units(), steps[i].unitsPerChunk());
    }
  }

  @Override
  public int pieces() {
    return firstChunk[steps.length];
  }

  @Override
  public void run(int chunk, int worker) {
    Frame frame = frames[worker];
    frame.at(0, 0);
    int s = 0;
    while (firstChunk[s + 1] <= chunk) {
      s++;
    }
    BoundStep step = steps[s];
    int from = (chunk - firstChunk[s]) * step.unitsPerChunk();
    step.run(frame, from, Math.min(from + step.unitsPerChunk(), step.units()), true);
  }
}
