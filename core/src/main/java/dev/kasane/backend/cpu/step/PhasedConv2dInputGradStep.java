package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/**
 * The input's gradient where there are groups or strides: one convolution without stride for each phase of the strides,
 * so that no product with a zero between outputs is computed.
 */
final class PhasedConv2dInputGradStep extends BoundStep {

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref kernel;
  private final Ref dy;
  private final Ref dx;
  private final int units;
  private final int images;
  private final Phases phasesY;
  private final Phases phasesX;
  private final ChannelImage image;
  private final PackedGroups groups;

  PhasedConv2dInputGradStep(Step.Primitive step, Op.Conv2dInputGrad op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
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
    phasesY = Phases.of(g.h, g.oh, g.window.height(), g.window.strideY(), g.window.dilationY(), g.window.top());
    phasesX = Phases.of(g.w, g.ow, g.window.width(), g.window.strideX(), g.window.dilationX(), g.window.left());
    image = ChannelImage.ofGradient(g, phasesY, phasesX);
    groups = PackedGroups.toChannels(g, kernels.lanes());
  }

  /** Whether it is of use. */
  static boolean does(Op.Conv2dInputGrad op) {
    return op.groups() > 1 || op.window().strideY() > 1 || op.window().strideX() > 1;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return image.floats() + groups.floats();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] grad = dy.array(frame);
    float[] out = dx.array(frame);
    int packed = image.floats();
    groups.pack(
        kernel.array(frame), kernel.at(frame, from), g.f * g.kp, g.kp, g.groupFilters * g.kp, frame.scratch, packed);
    for (int i = 0; i < (to - from) * images; i++) {
      int yo = dy.at(frame, from) + i * g.outputImage();
      int xo = dx.at(frame, from) + i * g.inputImage();
      if (image.asItIs()) {
        image(grad, yo, frame.scratch, packed, out, xo);
      } else {
        image.fill(grad, yo, frame.scratch, g.f);
        image(frame.scratch, 0, frame.scratch, packed, out, xo);
      }
    }
  }

  private void image(float[] in, int yo, float[] w, int wo, float[] out, int xo) {
    for (Phases.Phase rows : phasesY.all()) {
      for (int i = 0; i < rows.count(); i++) {
        int inY = yo + (rows.output() + i + image.top) * image.width * g.yp;
        int inX = xo + (rows.first() + i * g.window.strideY()) * g.w * g.xp;
        for (Phases.Phase columns : phasesX.all()) {
          int row = inY + (columns.output() + image.left) * g.yp;
          int weights = wo + (rows.firstTap() * g.window.width() + columns.firstTap()) * groups.tap();
          row(rows, columns, in, row, w, weights, out, inX + columns.first() * g.xp);
        }
      }
    }
  }

  private void row(
      Phases.Phase rows, Phases.Phase columns, float[] in, int yo, float[] w, int wo, float[] out, int xo) {
    for (int group = 0; group < groups.count; group++) {
      // a phase without taps is a row of zeros: a sum without terms
      for (int tap = 0; tap < Math.max(1, columns.taps()); tap++) {
        kernels.contract(
            columns.count(), groups.columns, groups.filters, columns.taps() == 0 ? 0 : rows.taps(),
            in, yo - tap * columns.outputStep() * g.yp + group * groups.filters, g.yp, 1,
            -rows.outputStep() * image.width * g.yp,
            w, wo + group * groups.group() + tap * columns.tapStep() * groups.tap(), groups.columns,
            rows.tapStep() * g.window.width() * groups.tap(),
            out, xo + group * groups.channels, g.window.strideX() * g.xp, tap > 0);
      }
    }
  }
}
