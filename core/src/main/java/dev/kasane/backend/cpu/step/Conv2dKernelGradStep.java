package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/** The kernel's gradient: for each window row, transposed input windows times dy, summed over output rows and images. */
final class Conv2dKernelGradStep extends BoundStep {

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref x;
  private final Ref dy;
  private final Ref dw;
  private final int units;
  private final int images;

  Conv2dKernelGradStep(Step.Primitive step, Op.Conv2dKernelGrad op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    g =
        new ConvGeometry(
            op.window(), op.groups(), step.inputs().get(0).layout(), step.inputs().get(1).layout(),
            step.output().layout().pitch());
    int all = step.inputs().get(0).shape().dim(0);
    boolean partial = step.split() == Step.Split.PARTIAL;
    units = partial ? samples : 1;
    images = all / units;
    x = memory.rows(step.inputs().get(0), units);
    dy = memory.rows(step.inputs().get(1), units);
    dw = memory.whole(step.output());
  }

  @Override
  public String kernel() {
    return "general tiles";
  }

  @Override
  public int scratchFloats() {
    return g.paddedImage();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] grad = dy.array(frame);
    float[] out = dw.array(frame);
    int wo = dw.at(frame, from);
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * g.inputImage();
      int yo = dy.at(frame, from) + image * g.outputImage();
      boolean accumulate = image > 0 || !first;
      if (g.window.padded()) {
        g.pad(in, xo, frame.scratch, 0);
        image(frame.scratch, 0, grad, yo, out, wo, accumulate);
      } else {
        image(in, xo, grad, yo, out, wo, accumulate);
      }
    }
  }

  private void image(float[] in, int xo, float[] grad, int yo, float[] out, int wo, boolean accumulate) {
    int pixel = g.window.strideX() * g.xp;
    int row = g.window.strideY() * g.paddedWidth * g.xp;
    int dyRow = g.ow * g.yp;
    for (int kh = 0; kh < g.window.height(); kh++) {
      int line = xo + kh * g.windowRowStride();
      if (g.windowRowsContiguous()) {
        int m = g.window.width() * g.c;
        kernels.contract(
            m, g.kp, g.ow, g.oh,
            in, line, 1, pixel, row,
            grad, yo, g.yp, dyRow,
            out, wo + kh * m * g.kp, g.kp, accumulate);
        continue;
      }
      for (int kw = 0; kw < g.window.width(); kw++) {
        for (int group = 0; group < g.groups; group++) {
          int c = g.groupChannels;
          int filter = group * g.groupFilters;
          kernels.contract(
              c, g.groups == 1 ? g.kp : g.groupFilters, g.ow, g.oh,
              in, line + kw * g.window.dilationX() * g.xp + group * c, 1, pixel, row,
              grad, yo + filter, g.yp, dyRow,
              out, wo + (kh * g.window.width() + kw) * c * g.kp + filter, g.kp, accumulate);
        }
      }
    }
  }
}
