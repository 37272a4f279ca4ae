package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.MaxPool;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pooling and its gradients, image by image. */
final class PoolStep extends BoundStep {

  /** Which of the four. */
  enum Kind {
    MAX,
    MAX_GRAD,
    AVERAGE,
    AVERAGE_GRAD
  }

  private final Kernels kernels;
  private final Kind kind;
  private final Window2d window;
  private final boolean countPadding;
  private final @Nullable Ref x;
  private final Ref y;
  private final @Nullable Ref dx;
  private final int units;
  private final int images;
  private final int h;
  private final int w;
  private final int c;
  private final int xp;
  private final int yp;
  private final int xImage;
  private final int yImage;
  private final @Nullable MaxPool generated;

  PoolStep(
      Step.Primitive step, Kind kind, Window2d window, boolean countPadding, Memory memory, Kernels kernels,
      boolean generate, int samples) {
    this.kernels = kernels;
    this.kind = kind;
    this.window = window;
    this.countPadding = countPadding;
    Operand big = kind == Kind.AVERAGE_GRAD ? step.output() : step.inputs().getFirst();
    Operand small =
        switch (kind) {
          case MAX, AVERAGE -> step.output();
          case MAX_GRAD -> step.inputs().get(1);
          case AVERAGE_GRAD -> step.inputs().getFirst();
        };
    Layout image = big.layout();
    int all = image.shape().dim(0);
    units = step.split() == Step.Split.BATCH ? samples : all;
    images = all / units;
    x = kind == Kind.AVERAGE_GRAD ? null : memory.rows(big, units);
    y = memory.rows(small, units);
    dx = kind == Kind.MAX || kind == Kind.AVERAGE ? null : memory.rows(step.output(), units);
    h = image.shape().dim(1);
    w = image.shape().dim(2);
    c = image.shape().dim(3);
    xp = image.pitch();
    yp = small.layout().pitch();
    xImage = image.size() / all;
    yImage = small.layout().size() / all;
    generated = generate && kind == Kind.MAX ? MaxPool.forward(window, false, h, w, xp) : null;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public String kernel() {
    return generated != null ? "generated windows" : kernels.description();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] out = y.array(frame);
    for (int image = 0; image < (to - from) * images; image++) {
      int yo = y.at(frame, from) + image * yImage;
      if (dx == null) {
        forward(frame, from, image, out, yo);
      } else {
        backward(frame, dx, from, image, out, yo);
      }
    }
  }

  private void forward(Frame frame, int from, int image, float[] out, int yo) {
    Ref source = Objects.requireNonNull(x);
    float[] in = source.array(frame);
    int xo = source.at(frame, from) + image * xImage;
    if (generated != null) {
      generated.forward(in, xo, out, yo);
    } else if (kind == Kind.MAX) {
      kernels.maxPool(window, h, w, c, in, xo, xp, out, yo, yp);
    } else {
      kernels.avgPool(window, countPadding, h, w, c, in, xo, xp, out, yo, yp);
    }
  }

  private void backward(Frame frame, Ref target, int from, int image, float[] dy, int dyo) {
    float[] out = target.array(frame);
    int xo = target.at(frame, from) + image * xImage;
    Arrays.fill(out, xo, xo + xImage, 0f);
    if (kind == Kind.AVERAGE_GRAD) {
      kernels.avgPoolGrad(window, countPadding, h, w, c, dy, dyo, yp, out, xo, xp);
      return;
    }
    Ref source = Objects.requireNonNull(x);
    int in = source.at(frame, from) + image * xImage;
    kernels.maxPoolGrad(window, h, w, c, source.array(frame), in, xp, dy, dyo, yp, out, xo, xp);
  }
}
