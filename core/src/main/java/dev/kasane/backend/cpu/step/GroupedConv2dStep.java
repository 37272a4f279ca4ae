package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/** Convolution in groups: for each row of the output, each group and each window column, a matrix product. */
final class GroupedConv2dStep extends BoundStep {

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;
  private final PackedGroups groups;

  GroupedConv2dStep(Step.Primitive step, Op.Conv2d op, Memory memory, Kernels kernels, int samples) {
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
    groups = PackedGroups.toFilters(g, kernels.lanes());
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return g.paddedImage() + groups.floats();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    int packed = g.paddedImage();
    groups.pack(
        kernel.array(frame), kernel.at(frame, from), g.groupChannels * g.kp, g.kp, g.groupFilters, frame.scratch,
        packed);
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * g.inputImage();
      int yo = y.at(frame, from) + image * g.outputImage();
      if (g.window.padded()) {
        g.pad(in, xo, frame.scratch, 0);
        image(frame.scratch, 0, frame.scratch, packed, out, yo);
      } else {
        image(in, xo, frame.scratch, packed, out, yo);
      }
    }
  }

  private void image(float[] in, int xo, float[] w, int wo, float[] out, int yo) {
    int rowStep = g.window.strideY() * g.paddedWidth * g.xp;
    for (int row = 0; row < g.oh; row++) {
      for (int group = 0; group < groups.count; group++) {
        int place = xo + row * rowStep + group * groups.channels;
        int weights = wo + group * groups.group();
        for (int kw = 0; kw < g.window.width(); kw++) {
          kernels.contract(
              g.ow, groups.columns, groups.channels, g.window.height(),
              in, place + kw * g.window.dilationX() * g.xp, g.window.strideX() * g.xp, 1, g.windowRowStride(),
              w, weights + kw * groups.tap(), groups.columns, g.window.width() * groups.tap(),
              out, yo + row * g.ow * g.yp + group * groups.filters, g.yp, kw > 0);
        }
      }
    }
  }
}
