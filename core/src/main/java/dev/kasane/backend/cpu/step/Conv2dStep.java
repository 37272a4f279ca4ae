package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/**
 * Convolution without an im2col matrix: the input windows of an output row are rows of a matrix whose columns (window
 * column, channel) are neighbours in memory, so each window row is a plain matrix product. Several output rows are taken
 * at once, as if the output were as wide as the padded input; what is too much is left out when copying. Longer matrices
 * fill the kernels' tiles better than the few columns more cost.
 */
final class Conv2dStep extends BoundStep {

  /** Floats of output computed before they are copied: they stay in the first-level cache. */
  private static final int WIDE_FLOATS = 6 * 1024;

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;
  private final int wideRow;
  private final int rowsAtOnce;

  Conv2dStep(Step.Primitive step, Op.Conv2d op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    g =
        new ConvGeometry(
            op.window(), op.groups(), step.inputs().get(0).layout(), step.output().layout(),
            step.inputs().get(1).layout().pitch());
    int all = step.output().shape().dim(0);
    units = step.split() == Step.Split.BATCH ? samples : all;
    images = all / units;
    x = memory.rows(step.inputs().get(0), units);
    kernel = memory.whole(step.inputs().get(1));
    y = memory.rows(step.output(), units);
    int wide = g.window.strideY() * g.paddedWidth / g.window.strideX();
    boolean widens = g.window.strideY() * g.paddedWidth % g.window.strideX() == 0 && 4 * wide <= 5 * g.ow;
    wideRow = wide * g.yp;
    rowsAtOnce = g.windowRowsContiguous() && widens ? Math.clamp(WIDE_FLOATS / wideRow, 1, g.oh) : 0;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public String kernel() {
    return "general tiles";
  }

  @Override
  public int scratchFloats() {
    return g.paddedImage() + rowsAtOnce * wideRow;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] w = kernel.array(frame);
    float[] out = y.array(frame);
    int wo = kernel.at(frame, from);
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * g.inputImage();
      int yo = y.at(frame, from) + image * g.outputImage();
      if (g.window.padded()) {
        g.pad(in, xo, frame.scratch, 0);
        image(frame.scratch, 0, w, wo, out, yo, frame.scratch);
      } else {
        image(in, xo, w, wo, out, yo, frame.scratch);
      }
    }
  }

  private void image(float[] in, int xo, float[] w, int wo, float[] out, int yo, float[] scratch) {
    int rowStep = g.window.strideY() * g.paddedWidth * g.xp;
    int k = g.window.width() * g.c;
    int outputRow = g.ow * g.yp;
    if (rowsAtOnce > 1) {
      int wide = g.paddedImage();
      for (int row = 0; row < g.oh; row += rowsAtOnce) {
        int rows = Math.min(rowsAtOnce, g.oh - row);
        kernels.contract(
            (rows - 1) * (wideRow / g.yp) + g.ow, g.yp, k, g.window.height(),
            in, xo + row * rowStep, g.window.strideX() * g.xp, 1, g.windowRowStride(),
            w, wo, g.kp, k * g.kp,
            scratch, wide, g.yp, false);
        for (int i = 0; i < rows; i++) {
          System.arraycopy(scratch, wide + i * wideRow, out, yo + (row + i) * outputRow, outputRow);
        }
      }
      return;
    }
    for (int row = 0; row < g.oh; row++) {
      if (g.windowRowsContiguous()) {
        kernels.contract(
            g.ow, g.yp, k, g.window.height(),
            in, xo + row * rowStep, g.window.strideX() * g.xp, 1, g.windowRowStride(),
            w, wo, g.kp, k * g.kp,
            out, yo + row * outputRow, g.yp, false);
      } else {
        rowByColumns(in, xo + row * rowStep, w, wo, out, yo + row * outputRow);
      }
    }
  }

  /** One output row when channels are padded, grouped or window columns lie apart: a product per window column. */
  private void rowByColumns(float[] in, int xo, float[] w, int wo, float[] out, int yo) {
    int c = g.groupChannels;
    int n = g.groups == 1 ? g.yp : g.groupFilters;
    for (int group = 0; group < g.groups; group++) {
      int filter = group * g.groupFilters;
      for (int kw = 0; kw < g.window.width(); kw++) {
        kernels.contract(
            g.ow, n, c, g.window.height(),
            in, xo + kw * g.window.dilationX() * g.xp + group * c, g.window.strideX() * g.xp, 1, g.windowRowStride(),
            w, wo + kw * c * g.kp + filter, g.kp, g.window.width() * c * g.kp,
            out, yo + filter, g.yp, kw > 0);
      }
    }
  }
}
