package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;
import java.util.Arrays;

/**
 * The input's gradient: dy, spread out by the strides and surrounded with zeros, convolved with the transposed kernel
 * read backwards.
 */
final class Conv2dInputGradStep extends BoundStep {

  /** Floats of dx computed before they are copied: they stay in the first-level cache. */
  private static final int WIDE_FLOATS = 6 * 1024;

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref kernel;
  private final Ref dy;
  private final Ref dx;
  private final int units;
  private final int images;
  private final int spreadHeight;
  private final int spreadWidth;
  private final int spreadFloats;
  private final int rowsAtOnce;

  Conv2dInputGradStep(Step.Primitive step, Op.Conv2dInputGrad op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    g =
        new ConvGeometry(
            op.window(), op.groups(), step.output().layout(), step.inputs().get(1).layout(),
            step.inputs().get(0).layout().pitch());
    int all = step.output().shape().dim(0);
    units = step.split() == Step.Split.BATCH ? samples : all;
    images = all / units;
    kernel = memory.whole(step.inputs().get(0));
    dy = memory.rows(step.inputs().get(1), units);
    dx = memory.rows(step.output(), units);
    spreadHeight = g.h + g.window.spanY() - 1;
    spreadWidth = g.w + g.window.spanX() - 1;
    spreadFloats = spreadHeight * spreadWidth * g.yp;
    rowsAtOnce = 4 * spreadWidth <= 5 * g.w ? Math.clamp(WIDE_FLOATS / (spreadWidth * g.xp), 1, g.h) : 1;
  }

  @Override
  public String kernel() {
    return "general tiles" + (KernelProvider.generates() ? ": rows of dx are no whole vectors" : "");
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    // windows that begin in the last columns, computed and left out, reach past the end
    return spreadFloats + g.window.spanX() * g.yp + rowsAtOnce * spreadWidth * g.xp;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] grad = dy.array(frame);
    float[] w = kernel.array(frame);
    float[] out = dx.array(frame);
    int wo = kernel.at(frame, from);
    for (int image = 0; image < (to - from) * images; image++) {
      spread(grad, dy.at(frame, from) + image * g.outputImage(), frame.scratch);
      image(frame.scratch, w, wo, out, dx.at(frame, from) + image * g.inputImage());
    }
  }

  /** Puts each dy where its window's last row and column lie in the input, with room for the whole window around. */
  private void spread(float[] grad, int yo, float[] spread) {
    Arrays.fill(spread, 0, spreadFloats + g.window.spanX() * g.yp, 0f);
    int top = g.window.spanY() - 1 - g.window.top();
    int left = g.window.spanX() - 1 - g.window.left();
    for (int row = 0; row < g.oh; row++) {
      int y = row * g.window.strideY() + top;
      if (y < 0 || y >= spreadHeight) {
        continue;
      }
      for (int col = 0; col < g.ow; col++) {
        int x = col * g.window.strideX() + left;
        if (x >= 0 && x < spreadWidth) {
          System.arraycopy(grad, yo + (row * g.ow + col) * g.yp, spread, (y * spreadWidth + x) * g.yp, g.f);
        }
      }
    }
  }

  private void image(float[] spread, float[] w, int wo, float[] out, int xo) {
    int inputRow = g.w * g.xp;
    if (rowsAtOnce == 1) {
      for (int row = 0; row < g.h; row++) {
        rows(spread, row, g.w, w, wo, out, xo + row * inputRow);
      }
      return;
    }
    // as if dx were as wide as the spread dy: one long product instead of many short ones
    int wide = spreadFloats + g.window.spanX() * g.yp;
    for (int row = 0; row < g.h; row += rowsAtOnce) {
      int count = Math.min(rowsAtOnce, g.h - row);
      rows(spread, row, (count - 1) * spreadWidth + g.w, w, wo, spread, wide);
      for (int i = 0; i < count; i++) {
        System.arraycopy(spread, wide + i * spreadWidth * g.xp, out, xo + (row + i) * inputRow, inputRow);
      }
    }
  }

  /** So many pixels of dx, from the beginning of a row on. */
  private void rows(float[] spread, int row, int pixels, float[] w, int wo, float[] out, int to) {
    int f = g.groupFilters;
    int c = g.groupChannels;
    int n = g.groups == 1 ? g.xp : c;
    int columns = g.window.width();
    int spreadRow = spreadWidth * g.yp;
    int bottom = (row + g.window.spanY() - 1) * spreadRow;
    for (int group = 0; group < g.groups; group++) {
      for (int kw = 0; kw < columns; kw++) {
        int right = (g.window.spanX() - 1 - kw * g.window.dilationX()) * g.yp;
        kernels.contract(
            pixels, n, f, g.window.height(),
            spread, bottom + right + group * f, g.yp, 1, -g.window.dilationY() * spreadRow,
            w, wo + (kw * g.f + group * f) * g.kp, g.kp, columns * g.f * g.kp,
            out, to + group * c, g.xp, kw > 0);
      }
    }
  }
}
