package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.ScatterRow;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step;

/** The input's gradient, row by row: each row of dx is held in registers while rows of dy are added to it. */
final class ScatterConv2dInputGradStep extends BoundStep {

  private final ConvGeometry g;
  private final Ref kernel;
  private final Ref dy;
  private final Ref dx;
  private final int units;
  private final int images;
  private final ScatterRow row;

  /** Of every so many window rows, one falls on a given row of dx. */
  private final int tapStep;

  ScatterConv2dInputGradStep(Step.Primitive step, Op.Conv2dInputGrad op, Memory memory, int samples) {
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
    int stride = g.window.strideY();
    int dilation = g.window.dilationY();
    tapStep = stride / gcd(stride, dilation);
    int dyRows = tapStep * dilation / stride;
    row =
        new ScatterRow(
            g.window, g.c, g.w, g.ow, g.f, g.xp, g.yp, -dyRows * g.ow * g.yp, g.kp,
            tapStep * g.window.width() * g.f * g.kp);
  }

  /** Whether rows of dx are whole vectors, as they must be. */
  static boolean does(Step.Primitive step, Kernels kernels) {
    return step.output().layout().pitch() % kernels.lanes() == 0;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public String kernel() {
    return row.kernel();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] grad = dy.array(frame);
    float[] w = kernel.array(frame);
    float[] out = dx.array(frame);
    int wo = kernel.at(frame, from);
    for (int image = 0; image < (to - from) * images; image++) {
      int yo = dy.at(frame, from) + image * g.outputImage();
      int xo = dx.at(frame, from) + image * g.inputImage();
      for (int y = 0; y < g.h; y++) {
        row(y, grad, yo, w, wo, out, xo + y * g.w * g.xp);
      }
    }
  }

  private void row(int y, float[] grad, int yo, float[] w, int wo, float[] out, int xo) {
    int stride = g.window.strideY();
    int dilation = g.window.dilationY();
    int from = -1;
    int taps = 0;
    int firstRow = 0;
    for (int tap = 0; tap < g.window.height(); tap++) {
      int at = y + g.window.top() - tap * dilation;
      if (at >= 0 && at % stride == 0 && at / stride < g.oh) {
        if (from < 0) {
          from = tap;
          firstRow = at / stride;
        }
        taps++;
      }
    }
    int first = Math.max(0, from);
    row.run(taps, grad, yo + firstRow * g.ow * g.yp, w, wo + first * g.window.width() * g.f * g.kp, out, xo);
  }
}
