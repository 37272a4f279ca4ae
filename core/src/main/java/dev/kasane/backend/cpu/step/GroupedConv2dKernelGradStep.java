package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;
import java.util.Arrays;

/** The gradient of the kernel of a convolution in groups: for each group and place of the window, a matrix product. */
final class GroupedConv2dKernelGradStep extends BoundStep {

  private final Kernels kernels;
  private final ConvGeometry g;
  private final Ref x;
  private final Ref dy;
  private final Ref dw;
  private final int images;
  private final PackedGroups groups;

  GroupedConv2dKernelGradStep(
      Step.Primitive step, Op.Conv2dKernelGrad op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    g =
        new ConvGeometry(
            op.window(), op.groups(), step.inputs().get(0).layout(), step.inputs().get(1).layout(),
            step.output().layout().pitch());
    int units = step.split() == Step.Split.PARTIAL ? samples : 1;
    images = step.inputs().get(0).shape().dim(0) / units;
    x = memory.rows(step.inputs().get(0), units);
    dy = memory.rows(step.inputs().get(1), units);
    dw = memory.whole(step.output());
    groups = PackedGroups.toFilters(g, kernels.lanes());
  }

  @Override
  public int scratchFloats() {
    return g.paddedImage() + groups.floats();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] grad = dy.array(frame);
    int packed = g.paddedImage();
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * g.inputImage();
      int yo = dy.at(frame, from) + image * g.outputImage();
      if (g.window.padded()) {
        g.pad(in, xo, frame.scratch, 0);
        image(frame.scratch, 0, grad, yo, frame.scratch, packed, image > 0);
      } else {
        image(in, xo, grad, yo, frame.scratch, packed, image > 0);
      }
    }
    float[] out = dw.array(frame);
    int wo = dw.at(frame, from);
    int tap = g.groupChannels * g.kp;
    if (first) {
      Arrays.fill(out, wo, wo + g.window.height() * g.window.width() * tap, 0f);
    }
    groups.addTo(frame.scratch, packed, out, wo, tap, g.kp, g.groupFilters);
  }

  private void image(float[] in, int xo, float[] grad, int yo, float[] out, int wo, boolean accumulate) {
    for (int group = 0; group < groups.count; group++) {
      for (int kh = 0; kh < g.window.height(); kh++) {
        for (int kw = 0; kw < g.window.width(); kw++) {
          int place = kh * g.windowRowStride() + kw * g.window.dilationX() * g.xp + group * groups.channels;
          kernels.contract(
              groups.channels, groups.columns, g.ow, g.oh,
              in, xo + place, 1, g.window.strideX() * g.xp, g.window.strideY() * g.paddedWidth * g.xp,
              grad, yo + group * groups.filters, g.yp, g.ow * g.yp,
              out, wo + group * groups.group() + (kh * g.window.width() + kw) * groups.tap(), groups.columns,
              accumulate);
        }
      }
    }
  }
}
