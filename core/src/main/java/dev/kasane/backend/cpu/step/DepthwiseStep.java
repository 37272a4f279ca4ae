package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Depthwise;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/**
 * Convolution in which every filter sees one channel: filters are lanes, and each pixel of a row sums its taps. If a
 * pixel's filters do not fill a vector, a whole row of pixels takes the place of a pixel: its filters, side by side, are
 * as many lanes, whose weights repeat.
 */
final class DepthwiseStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;
  private final ChannelImage image;
  private final RepeatedRows weights;
  private final Depthwise sums;

  DepthwiseStep(Step.Primitive step, Op.Conv2d op, Memory memory, Kernels kernels, int samples) {
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
    image = ChannelImage.of(g);
    weights = new RepeatedRows(g, kernels.lanes(), g.ow);
    int row = g.window.strideY() * image.width * g.yp;
    boolean merged = weights.merged();
    int cols = weights.cols();
    int tapX = g.window.dilationX() * g.yp;
    int tapY = g.window.dilationY() * image.width * g.yp;
    int height = g.window.height();
    int width = g.window.width();
    // What lies along the rows of a tile comes innermost: neighbours then share what they read.
    sums =
        new Depthwise(
            kernels, KernelProvider.generates(),
            merged
                ? new Depthwise.Sizes(
                    1, g.oh, cols, height, width, 0, row, tapY, tapX, width * cols, cols, 0, cols, false)
                : new Depthwise.Sizes(
                    1, g.ow, cols, width, height, 0, g.window.strideX() * g.yp, tapX, tapY, cols, width * cols, 0,
                    cols, false));
  }

  /** Whether it does this convolution. */
  static boolean does(Op.Conv2d op, Step.Primitive step) {
    int channels = step.inputs().getFirst().shape().dim(3);
    boolean single = channels == 1 && step.output().shape().dim(3) == 1;
    return op.groups() == channels && (channels > 1 || single);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return image.floats() + weights.floats();
  }

  @Override
  public String kernel() {
    return sums.kernel();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    float[] w = kernel.array(frame);
    int wo = kernel.at(frame, from);
    if (weights.merged()) {
      weights.fill(w, wo, frame.scratch, image.floats());
      w = frame.scratch;
      wo = image.floats();
    }
    for (int i = 0; i < (to - from) * images; i++) {
      int xo = x.at(frame, from) + i * g.inputImage();
      int yo = y.at(frame, from) + i * g.outputImage();
      if (image.asItIs()) {
        image(in, xo, w, wo, out, yo);
      } else {
        image.fill(in, xo, frame.scratch, g.c);
        image(frame.scratch, 0, w, wo, out, yo);
      }
    }
  }

  private void image(float[] in, int xo, float[] w, int wo, float[] out, int yo) {
    if (weights.merged()) {
      sums.run(in, xo, w, wo, out, yo);
      return;
    }
    for (int row = 0; row < g.oh; row++) {
      sums.run(in, xo + row * g.window.strideY() * image.width * g.yp, w, wo, out, yo + row * g.ow * g.yp);
    }
  }
}
