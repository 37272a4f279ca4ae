package dev.kasane.backend.cpu.step;

import static java.util.Objects.requireNonNull;

import dev.kasane.backend.cpu.codegen.Depthwise;
import dev.kasane.backend.cpu.codegen.DepthwiseTaps;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  /** One of both is there. */
  private final @Nullable Depthwise sums;

  private final @Nullable DepthwiseTaps merged;

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
    int columns = g.window.width();
    int tapX = g.window.dilationX() * g.yp;
    int tapY = g.window.dilationY() * image.width * g.yp;
    int outputY = g.window.strideY() * image.width * g.yp;
    if (rows.merged()) {
      merged =
          new DepthwiseTaps(
              kernels, KernelProvider.generates(),
              new DepthwiseTaps.Sizes(
                  g.window.height(), columns, rows.cols(), g.oh, tapY, tapX, outputY, g.inputImage(),
                  g.outputImage()));
      sums = null;
    } else {
      merged = null;
      sums =
          new Depthwise(
              kernels, KernelProvider.generates(),
              new Depthwise.Sizes(
                  g.window.height(), columns, g.yp, g.ow, g.oh, tapY, tapX, g.window.strideX() * g.yp, outputY, g.yp,
                  g.ow * g.yp, columns * g.yp, g.yp, true));
    }
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
    return merged != null ? merged.kernel() : requireNonNull(sums).kernel();
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
    int all = (to - from) * images;
    if (merged != null && image.asItIs()) {
      merged.run(all, in, x.at(frame, from), grad, dy.at(frame, from), frame.scratch, folded);
    } else {
      for (int i = 0; i < all; i++) {
        one(frame, in, x.at(frame, from) + i * g.inputImage(), grad, dy.at(frame, from) + i * g.outputImage(), out, wo);
      }
    }
    if (merged != null) {
      rows.fold(frame.scratch, folded, out, wo);
    }
  }

  private void one(Frame frame, float[] in, int xo, float[] grad, int yo, float[] out, int wo) {
    float[] source = in;
    int at = xo;
    if (!image.asItIs()) {
      image.fill(in, xo, frame.scratch, g.c);
      source = frame.scratch;
      at = 0;
    }
    if (merged != null) {
      merged.run(1, source, at, grad, yo, frame.scratch, image.floats());
    } else {
      requireNonNull(sums).run(source, at, grad, yo, out, wo);
    }
  }
}
