package dev.kasane.plan;

import dev.kasane.tensor.Shape;

/**
 * A buffer as one step sees it: its memory under a layout that may differ from the buffer's own by reshaping.
 *
 * @param buffer the memory
 * @param layout how the step reads it
 */
public record Operand(Buffer buffer, Layout layout) {

  /** The logical shape the step sees. */
  public Shape shape() {
    return layout.shape();
  }

  /** Whether axis 0 counts samples (or equally many rows of each). */
  public boolean batch() {
    return buffer.samples() > 0;
  }

  /** Elements in memory that belong to one sample. */
  public int perSample() {
    return layout.size() / buffer.samples();
  }

  @Override
  public String toString() {
    return buffer + " " + layout;
  }
}
