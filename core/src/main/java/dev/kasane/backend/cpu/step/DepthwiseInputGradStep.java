package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Depthwise;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/**
 * The gradient of a depthwise convolution's input: one convolution without stride for each phase of the strides. If
 * channels have several filters, each of these gives a part, and the parts are summed last. See {@link DepthwiseStep} for
 * the lanes.
 */
final class DepthwiseInputGradStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref kernel;
  private final Ref dy;
  private final Ref dx;
  private final int units;
  private final int images;
  private final Phases phasesY;
  private final Phases phasesX;
  private final ChannelImage image;
  private final RepeatedRows weights;
  private final Depthwise[][] sums;
  private final int parts;

  DepthwiseInputGradStep(Step.Primitive step, Op.Conv2dInputGrad op, Memory memory, Kernels kernels, int samples) {
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
    phasesY =
        Phases.of(g.h, g.oh, g.window.height(), g.window.strideY(), g.window.dilationY(), g.window.top());
    phasesX = Phases.of(g.w, g.ow, g.window.width(), g.window.strideX(), g.window.dilationX(), g.window.left());
    image = ChannelImage.ofGradient(g, phasesY, phasesX);
    weights = new RepeatedRows(g, kernels.lanes(), g.w);
    parts = g.groupFilters > 1 ? g.h * g.w * g.yp : 0;
    sums = new Depthwise[phasesY.all().size()][phasesX.all().size()];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] =
            new Depthwise(
                kernels, KernelProvider.generates(), sizes(phasesY.all().get(i), phasesX.all().get(j)));
      }
    }
  }

  private Depthwise.Sizes sizes(Phases.Phase rows, Phases.Phase columns) {
    boolean merged = weights.merged();
    int imageRow = image.width * g.yp;
    int cols = weights.cols();
    int tapX = -columns.outputStep() * g.yp;
    int tapY = -rows.outputStep() * imageRow;
    int weightX = columns.tapStep() * cols;
    int weightY = rows.tapStep() * g.window.width() * cols;
    return merged
        ? new Depthwise.Sizes(
            1, rows.count(), cols, rows.taps(), columns.taps(), 0, imageRow, tapY, tapX, weightY, weightX, 0,
            g.window.strideY() * cols, false)
        : new Depthwise.Sizes(
            1, columns.count(), cols, columns.taps(), rows.taps(), 0, g.yp, tapX, tapY, weightX, weightY, 0,
            g.window.strideX() * g.yp, false);
  }

  /** Whether it does this gradient: that of one channel by one filter is depthwise too. */
  static boolean does(Op.Conv2dInputGrad op, Step.Primitive step) {
    return op.depthwise() || op.inputShape().dim(3) == 1 && step.inputs().get(1).shape().dim(3) == 1;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return image.floats() + weights.floats() + parts;
  }

  @Override
  public String kernel() {
    return sums[0][0].kernel();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] grad = dy.array(frame);
    float[] out = dx.array(frame);
    float[] w = kernel.array(frame);
    int wo = kernel.at(frame, from);
    if (weights.merged()) {
      weights.fill(w, wo, frame.scratch, image.floats());
      w = frame.scratch;
      wo = image.floats();
    }
    int partial = image.floats() + weights.floats();
    for (int i = 0; i < (to - from) * images; i++) {
      int yo = dy.at(frame, from) + i * g.outputImage();
      int xo = dx.at(frame, from) + i * g.inputImage();
      float[] target = parts > 0 ? frame.scratch : out;
      int at = parts > 0 ? partial : xo;
      if (image.asItIs()) {
        image(grad, yo, w, wo, target, at);
      } else {
        image.fill(grad, yo, frame.scratch, g.f);
        image(frame.scratch, 0, w, wo, target, at);
      }
      if (parts > 0) {
        sumParts(frame.scratch, partial, out, xo);
      }
    }
  }

  private void image(float[] in, int yo, float[] w, int wo, float[] out, int xo) {
    for (int i = 0; i < sums.length; i++) {
      Phases.Phase rows = phasesY.all().get(i);
      for (int j = 0; j < sums[i].length; j++) {
        Phases.Phase columns = phasesX.all().get(j);
        int inY = yo + ((rows.output() + image.top) * image.width + columns.output() + image.left) * g.yp;
        int inW = wo + (rows.firstTap() * g.window.width() + columns.firstTap()) * weights.cols();
        int inX = xo + (rows.first() * g.w + columns.first()) * g.yp;
        for (int row = 0; row < (weights.merged() ? 1 : rows.count()); row++) {
          sums[i][j].run(
              in, inY + row * image.width * g.yp, w, inW, out, inX + row * g.window.strideY() * g.w * g.yp);
        }
      }
    }
  }

  /** dx of a channel is the sum over its filters, the first first. */
  private void sumParts(float[] partial, int at, float[] out, int xo) {
    for (int pixel = 0; pixel < g.h * g.w; pixel++) {
      int in = at + pixel * g.yp;
      for (int c = 0; c < g.c; c++) {
        float sum = partial[in];
        for (int filter = 1; filter < g.groupFilters; filter++) {
          sum += partial[in + filter];
        }
        out[xo + c] = sum;
        in += g.groupFilters;
      }
      xo += g.xp;
    }
  }
}
