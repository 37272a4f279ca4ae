package dev.kasane.backend.cpu.step;

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

  /** Outside batch stages: into how many units the work may be divided. */
  public int units() {
    return 1;
  }

  /** Outside batch stages: how many units are worth a thread's while. Never depends on the number of threads. */
  public int unitsPerChunk() {
    return 1;
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
