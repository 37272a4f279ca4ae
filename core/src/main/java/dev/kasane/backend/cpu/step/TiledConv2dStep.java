package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.GridContraction;
import dev.kasane.backend.cpu.codegen.Sum;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/** Convolution by tiles of output pixels that were made for it; input windows are read where they lie. */
final class TiledConv2dStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;
  private final GridContraction tiles;

  TiledConv2dStep(Step.Primitive step, Op.Conv2d op, Memory memory, Kernels kernels, int samples) {
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
    int rowStep = g.window.strideY() * g.paddedWidth * g.xp;
    tiles =
        new GridContraction(
            kernels, g.oh, g.ow, g.f, g.yp, windowSum(g), g.window.strideX() * g.xp, rowStep, g.yp, false);
  }

  /** The sum over a window: its rows, columns and channels. */
  private static Sum windowSum(ConvGeometry g) {
    int height = g.window.height();
    int width = g.window.width();
    if (g.windowRowsContiguous()) {
      int k = width * g.c;
      return new Sum(k, 1, g.kp, height, g.windowRowStride(), k * g.kp, 1, 0, 0);
    }
    return new Sum(
        g.c, 1, g.kp, height, g.windowRowStride(), width * g.c * g.kp, width, g.window.dilationX() * g.xp,
        g.c * g.kp);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public String kernel() {
    return tiles.kernel();
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
        tiles.run(0, frame.scratch, 0, w, wo, out, yo);
      } else {
        tiles.run(0, in, xo, w, wo, out, yo);
      }
    }
  }
}
