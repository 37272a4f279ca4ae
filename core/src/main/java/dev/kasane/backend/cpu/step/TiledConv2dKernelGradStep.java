package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.GridContraction;
import dev.kasane.backend.cpu.codegen.Sum;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;
import java.util.Arrays;

/** The kernel's gradient by tiles of the kernel that were made for it, summed over output pixels and images. */
final class TiledConv2dKernelGradStep extends BoundStep {

  /** Products summed up before the next tile: more images are taken at once the smaller they are. */
  private static final int PRODUCTS = 512;

  private final ConvGeometry g;
  private final Ref x;
  private final Ref dy;
  private final Ref dw;
  private final int units;
  private final int images;
  private final int imagesAtOnce;

  private final GridContraction[] places;

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
    imagesAtOnce = g.window.padded() ? 1 : Math.clamp(PRODUCTS / (g.oh * g.ow), 1, all);
    int row = g.window.strideY() * g.paddedWidth * g.xp;
    Sum sum =
        new Sum(
            g.ow, g.window.strideX() * g.xp, g.yp, g.oh, row, g.ow * g.yp, Sum.OPEN, g.inputImage(),
            g.outputImage());
    int height = g.window.height();
    int width = g.window.width();
    if (g.windowRowsContiguous()) {
      places =
          new GridContraction[] {
            new GridContraction(kernels, height, width * g.c, g.f, g.kp, sum, 1, g.windowRowStride(), g.kp, true)
          };
    } else {
      places = new GridContraction[height * width];
      Arrays.fill(places, new GridContraction(kernels, 1, g.c, g.f, g.kp, sum, 1, 0, g.kp, true));
    }
  }

  @Override
  public String kernel() {
    return places[0].kernel() + (places.length > 1 ? ", for each place of the window" : "");
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
    if (first) {
      Arrays.fill(out, wo, wo + g.window.height() * g.window.width() * g.c * g.kp, 0f);
    }
    int all = (to - from) * images;
    for (int image = 0; image < all; image += imagesAtOnce) {
      int count = Math.min(imagesAtOnce, all - image);
      int xo = x.at(frame, from) + image * g.inputImage();
      int yo = dy.at(frame, from) + image * g.outputImage();
      if (g.window.padded()) {
        g.pad(in, xo, frame.scratch, 0);
        images(count, frame.scratch, 0, grad, yo, out, wo);
      } else {
        images(count, in, xo, grad, yo, out, wo);
      }
    }
  }

  private void images(int count, float[] in, int xo, float[] grad, int yo, float[] out, int wo) {
    int columns = g.window.width();
    for (int i = 0; i < places.length; i++) {
      int place = i / columns * g.windowRowStride() + i % columns * g.window.dilationX() * g.xp;
      places[i].run(count, in, xo + place, grad, yo, out, wo + i * g.c * g.kp);
    }
  }
}
