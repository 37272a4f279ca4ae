package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/**
 * Convolution without an im2col matrix: for one output row, the input windows are rows of a matrix whose columns (window
 * column, channel) are neighbours in memory, so each window row is a plain matrix product.
 */
final class Conv2dStep extends BoundStep {

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;

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
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return g.paddedImage();
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
        image(frame.scratch, 0, w, wo, out, yo);
      } else {
        image(in, xo, w, wo, out, yo);
      }
    }
  }

  private void image(float[] in, int xo, float[] w, int wo, float[] out, int yo) {
    int rowStep = g.window.strideY() * g.paddedWidth * g.xp;
    for (int row = 0; row < g.oh; row++) {
      if (g.windowRowsContiguous()) {
        int k = g.window.width() * g.c;
        kernels.contract(
            g.ow, g.yp, k, g.window.height(),
            in, xo + row * rowStep, g.window.strideX() * g.xp, 1, g.windowRowStride(),
            w, wo, g.kp, k * g.kp,
            out, yo + row * g.ow * g.yp, g.yp, false);
      } else {
        rowByColumns(in, xo + row * rowStep, w, wo, out, yo + row * g.ow * g.yp);
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
