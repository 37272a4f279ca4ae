package dev.kasane.backend.cpu.step;

import dev.kasane.plan.Layout;

/** Moves values between packed arrays of the outside and padded ones of the inside. */
public final class Transfer {

  private Transfer() {}

  /** From packed values into a layout. */
  public static void write(Layout layout, float[] inside, int at, float[] packed, int from) {
    RepackStep.copy(layout.shape().size(), packed, from, layout.cols(), layout.cols(), inside, at, layout.cols(), layout.pitch());
  }

  /** Samples of packed values to their places in a layout whose first axis counts samples. */
  public static void writeSamples(Layout layout, float[] inside, float[] packed, int from, int to) {
    int samples = layout.shape().dim(0);
    int each = layout.shape().size() / samples;
    int pitch = layout.size() / samples;
    RepackStep.copy(
        (to - from) * each, packed, from * each, layout.cols(), layout.cols(), inside, from * pitch, layout.cols(),
        layout.pitch());
  }

  /** From a layout into packed values. */
  public static void read(Layout layout, float[] inside, int at, float[] packed, int to) {
    RepackStep.copy(layout.shape().size(), inside, at, layout.cols(), layout.pitch(), packed, to, layout.cols(), layout.cols());
  }
}
