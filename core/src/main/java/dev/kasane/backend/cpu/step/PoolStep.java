package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.MaxPool;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pooling and the gradient of the average, image by image. */
final class PoolStep extends BoundStep {

  /** Which of the three. */
  enum Kind {
    MAX,
    AVERAGE,
    AVERAGE_GRAD
  }

  private final Kernels kernels;
  private final Kind kind;
  private final Window2d window;
  private final boolean countPadding;

  /** Images and what is pooled of them, or their gradients. */
  private final Ref x;

  private final Ref y;
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
    boolean gradient = kind == Kind.AVERAGE_GRAD;
    Operand big = gradient ? step.output() : step.inputs().getFirst();
    Operand small = gradient ? step.inputs().getFirst() : step.output();
    Layout image = big.layout();
    int all = image.shape().dim(0);
    units = step.split() == Step.Split.BATCH ? samples : all;
    images = all / units;
    x = memory.rows(big, units);
    y = memory.rows(small, units);
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
    float[] big = x.array(frame);
    float[] small = y.array(frame);
    for (int image = 0; image < (to - from) * images; image++) {
      int xo = x.at(frame, from) + image * xImage;
      int yo = y.at(frame, from) + image * yImage;
      if (generated != null) {
        generated.forward(big, xo, small, yo);
        continue;
      }
      switch (kind) {
        case MAX -> kernels.maxPool(window, h, w, c, big, xo, xp, small, yo, yp);
        case AVERAGE -> kernels.avgPool(window, countPadding, h, w, c, big, xo, xp, small, yo, yp);
        case AVERAGE_GRAD -> {
          Arrays.fill(big, xo, xo + xImage, 0f);
          kernels.avgPoolGrad(window, countPadding, h, w, c, small, yo, yp, big, xo, xp);
        }
      }
    }
  }
}
