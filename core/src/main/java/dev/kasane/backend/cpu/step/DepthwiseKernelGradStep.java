package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Depthwise;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;
import java.util.Arrays;

/**
 * The gradient of a depthwise convolution's kernel: for each tap, the products of input and dy in the same lane, summed
 * over the pixels. See {@link DepthwiseStep} for the lanes.
 */
final class DepthwiseKernelGradStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref x;
  private final Ref dy;
  private final Ref dw;
  private final int images;
  private final ChannelImage image;
  private final RepeatedRows rows;
  private final Depthwise sums;

  DepthwiseKernelGradStep(
      Step.Primitive step, Op.Conv2dKernelGrad op, Memory memory, Kernels kernels, int samples) {
    g =
        new ConvGeometry(
            op.window(), op.groups(), step.inputs().get(0).layout(), step.inputs().get(1).layout(),
            step.output().layout().pitch());
    int units = step.split() == Step.Split.PARTIAL ? samples : 1;
    images = step.inputs().get(0).shape().dim(0) / units;
    x = memory.rows(step.inputs().get(0), units);
    dy = memory.rows(step.inputs().get(1), units);
    dw = memory.whole(step.output());
    image = ChannelImage.of(g);
    rows = new RepeatedRows(g, kernels.lanes(), g.ow);
    int cols = rows.cols();
    int columns = g.window.width();
    sums =
        new Depthwise(
            kernels, KernelProvider.generates(),
            new Depthwise.Sizes(
                g.window.height(), columns, cols, rows.merged() ? 1 : g.ow, g.oh,
                g.window.dilationY() * image.width * g.yp, g.window.dilationX() * g.yp,
                g.window.strideX() * g.yp, g.window.strideY() * image.width * g.yp,
                g.yp, g.ow * g.yp,
                columns * cols, cols, true));
  }

  /** Whether it does this convolution. */
  static boolean does(Op.Conv2dKernelGrad op, Step.Primitive step) {
    int channels = step.inputs().getFirst().shape().dim(3);
    boolean single = channels == 1 && step.output().shape().dim(3) == 1;
    return op.groups() == channels && (channels > 1 || single);
  }

  @Override
  public int scratchFloats() {
    return image.floats() + rows.floats();
  }

  @Override
  public String kernel() {
    return sums.kernel();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] grad = dy.array(frame);
    float[] out = dw.array(frame);
    int wo = dw.at(frame, from);
    if (first) {
      Arrays.fill(out, wo, wo + g.window.height() * g.window.width() * g.yp, 0f);
    }
    int folded = image.floats();
    Arrays.fill(frame.scratch, folded, folded + rows.floats(), 0f);
    float[] target = rows.merged() ? frame.scratch : out;
    int at = rows.merged() ? folded : wo;
    for (int i = 0; i < (to - from) * images; i++) {
      int xo = x.at(frame, from) + i * g.inputImage();
      int yo = dy.at(frame, from) + i * g.outputImage();
      if (image.asItIs()) {
        sums.run(in, xo, grad, yo, target, at);
      } else {
        image.fill(in, xo, frame.scratch, g.c);
        sums.run(frame.scratch, 0, grad, yo, target, at);
      }
    }
    if (rows.merged()) {
      rows.fold(frame.scratch, folded, out, wo);
    }
  }
}
