package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.KernelProvider;

/** A step that knows its kernels and where its operands lie. */
public abstract class BoundStep {

  /**
   * Does a range of the work.
   *
   * @param frame the worker's own memory
   * @param from first unit: a sample in a batch stage, else whatever {@link #units} counts
   * @param to past the last unit
   * @param first whether this is the first range of its piece; a partial result is then overwritten, else added to
   */
  public abstract void run(Frame frame, int from, int to, boolean first);

  /** Says that {@link #run} will be called for so many units at once: the kernels for that are made now. */
  public void prepare(int units) {}

  /** Outside batch stages: into how many units the work may be divided. */
  public int units() {
    return 1;
  }

  /** Outside batch stages: how many units are worth a thread's while. Never depends on the number of threads. */
  public int unitsPerChunk() {
    return 1;
  }

  /**
   * Which kernel it got and, if that is not the fastest kind, why; for people. Such as {@code "generated loop, 7
   * operations"} or {@code "vector blocks: pow has no generated form"}.
   */
  public String kernel() {
    return KernelProvider.get().description();
  }

  /** Floats of scratch it needs in a frame. */
  public int scratchFloats() {
    return 0;
  }

  /** Registers it needs in a frame. */
  public int registers() {
    return 0;
  }
}
