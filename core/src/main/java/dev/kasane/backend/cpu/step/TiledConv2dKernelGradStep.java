package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.GridContraction;
import dev.kasane.backend.cpu.codegen.Sum;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/** The kernel's gradient by tiles of the kernel that were made for it, summed over output pixels and images. */
final class TiledConv2dKernelGradStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref x;
  private final Ref dy;
  private final Ref dw;
  private final int units;
  private final int images;
  private final GridContraction[] tiles;

  TiledConv2dKernelGradStep(Step.Primitive step, Op.Conv2dKernelGrad op, Memory memory, Kernels kernels, int samples) {
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
    int row = g.window.strideY() * g.paddedWidth * g.xp;
    Sum sum = new Sum(g.ow, g.window.strideX() * g.xp, g.yp, g.oh, row, g.ow * g.yp, 1, 0, 0);
    int height = g.window.height();
    int columns = g.window.width();
    tiles =
        g.windowRowsContiguous()
            ? new GridContraction[] {
              new GridContraction(kernels, height, columns * g.c, g.kp, sum, 1, g.windowRowStride(), g.kp)
            }
            : new GridContraction[height * columns];
    if (!g.windowRowsContiguous()) {
      GridContraction place = new GridContraction(kernels, 1, g.c, g.kp, sum, 1, 0, g.kp);
      java.util.Arrays.fill(tiles, place);
    }
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
    int columns = g.window.width();
    for (int i = 0; i < tiles.length; i++) {
      int place = i / columns * g.windowRowStride() + i % columns * g.window.dilationX() * g.xp;
      tiles[i].run(in, xo + place, grad, yo, out, wo + i * g.c * g.kp, accumulate);
    }
  }
}
