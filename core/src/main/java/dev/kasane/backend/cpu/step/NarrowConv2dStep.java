package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import java.util.Arrays;

/**
 * A convolution to fewer filters than half a vector has lanes, or the gradient by an input of so few channels. All taps
 * together are columns enough: one matrix product gives what a pixel adds to each pixel it reaches, and that is then added
 * there, tap by tap.
 */
final class NarrowConv2dStep extends BoundStep {

  /** Floats of a product's result: they stay in the first-level cache. */
  private static final int RESULT_FLOATS = 6 * 1024;

  private static final int MIN_CHANNELS = 8;

  private final Kernels kernels;
  private final Window2d window;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int units;
  private final int images;
  private final int h;
  private final int w;
  private final int c;
  private final int xp;
  private final int oh;
  private final int ow;
  private final int n;
  private final int yp;
  private final int kp;
  private final int top;
  private final int left;
  private final int strideY;
  private final int strideX;
  private final boolean gradient;
  private final int columns;
  private final int rowsAtOnce;

  private NarrowConv2dStep(
      Step.Primitive step, Window2d window, boolean gradient, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    this.window = window;
    this.gradient = gradient;
    int from = gradient ? 1 : 0;
    Layout in = step.inputs().get(from).layout();
    Layout out = step.output().layout();
    int all = out.shape().dim(0);
    units = step.split() == Step.Split.BATCH ? samples : all;
    images = all / units;
    x = memory.rows(step.inputs().get(from), units);
    kernel = memory.whole(step.inputs().get(1 - from));
    y = memory.rows(step.output(), units);
    kp = step.inputs().get(1 - from).layout().pitch();
    h = in.shape().dim(1);
    w = in.shape().dim(2);
    c = in.shape().dim(3);
    xp = in.pitch();
    oh = out.shape().dim(1);
    ow = out.shape().dim(2);
    n = out.shape().dim(3);
    yp = out.pitch();
    top = gradient ? window.top() : window.spanY() - 1 - window.top();
    left = gradient ? window.left() : window.spanX() - 1 - window.left();
    strideY = window.strideY();
    strideX = window.strideX();
    columns = Math.ceilDiv(window.height() * window.width() * n, kernels.lanes()) * kernels.lanes();
    rowsAtOnce = Math.clamp(RESULT_FLOATS / (w * columns), 1, h);
  }

  /** Whether it is of use: results do not fill vectors, and there are channels enough to sum over. */
  static boolean does(Op.Conv2d op, Step.Primitive step, Kernels kernels) {
    return op.groups() == 1
        && op.window().strideY() == 1
        && op.window().strideX() == 1
        && step.output().layout().pitch() % kernels.lanes() > 0
        && step.inputs().get(0).shape().dim(3) >= MIN_CHANNELS;
  }

  /** The same for the gradient. */
  static boolean does(Op.Conv2dInputGrad op, Step.Primitive step, Kernels kernels) {
    return op.groups() == 1
        && step.output().layout().pitch() % kernels.lanes() > 0
        && step.inputs().get(1).shape().dim(3) >= MIN_CHANNELS;
  }

  static NarrowConv2dStep forward(
      Step.Primitive step, Op.Conv2d op, Memory memory, Kernels kernels, int samples) {
    return new NarrowConv2dStep(step, op.window(), false, memory, kernels, samples);
  }

  static NarrowConv2dStep gradient(
      Step.Primitive step, Op.Conv2dInputGrad op, Memory memory, Kernels kernels, int samples) {
    return new NarrowConv2dStep(step, op.window(), true, memory, kernels, samples);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int scratchFloats() {
    return (c + rowsAtOnce * w) * columns;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    pack(kernel.array(frame), kernel.at(frame, from), frame.scratch);
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    int results = c * columns;
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * h * w * xp;
      int yo = y.at(frame, from) + image * oh * ow * yp;
      Arrays.fill(out, yo, yo + oh * ow * yp, 0f);
      for (int row = 0; row < h; row += rowsAtOnce) {
        int rows = Math.min(rowsAtOnce, h - row);
        kernels.contract(
            rows * w, columns, c, 1,
            in, xo + row * w * xp, xp, 1, 0,
            frame.scratch, 0, columns, 0,
            frame.scratch, results, columns, false);
        for (int i = 0; i < rows; i++) {
          add(frame.scratch, results + i * w * columns, row + i, out, yo);
        }
      }
    }
  }

  /** The kernel as rows of channels: all taps of a channel side by side, last tap first unless for the gradient. */
  private void pack(float[] kernel, int wo, float[] packed) {
    Arrays.fill(packed, 0, c * columns, 0f);
    int taps = window.height() * window.width();
    for (int tap = 0; tap < taps; tap++) {
      int place = (gradient ? tap : taps - 1 - tap) * n;
      for (int i = 0; i < c; i++) {
        System.arraycopy(kernel, wo + (tap * c + i) * kp, packed, i * columns + place, n);
      }
    }
  }

  /** Adds what a row of pixels gives to the rows it reaches. */
  private void add(float[] results, int from, int row, float[] out, int yo) {
    for (int kh = 0; kh < window.height(); kh++) {
      int target = row * strideY + kh * window.dilationY() - top;
      if (target < 0 || target >= oh) {
        continue;
      }
      for (int kw = 0; kw < window.width(); kw++) {
        int shift = kw * window.dilationX() - left;
        int first = shift < 0 ? Math.ceilDiv(-shift, strideX) : 0;
        int end = Math.min(w, Math.ceilDiv(ow - shift, strideX));
        int at = from + first * columns + (kh * window.width() + kw) * n;
        int to = yo + (target * ow + first * strideX + shift) * yp;
        for (int pixel = first; pixel < end; pixel++) {
          for (int j = 0; j < n; j++) {
            out[to + j] += results[at + j];
          }
          at += columns;
          to += strideX * yp;
        }
      }
    }
  }
}
