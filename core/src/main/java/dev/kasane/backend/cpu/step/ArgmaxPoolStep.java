package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.MaxPool;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Max pooling that writes places, and its way back from them, image by image. */
final class ArgmaxPoolStep extends BoundStep {

  private final Kernels kernels;
  private final boolean backwards;
  private final Window2d window;

  /** Images before pooling. */
  private final Ref big;

  /** Images after pooling. */
  private final Ref small;

  private final Ref places;
  private final int units;
  private final int images;
  private final int h;
  private final int w;
  private final int c;
  private final int bigPitch;
  private final int smallPitch;
  private final int bigImage;
  private final int smallImage;
  private final @Nullable MaxPool generated;

  private ArgmaxPoolStep(
      Step step, boolean backwards, Window2d window, Layout before, Layout after, Ref big, Ref small, Ref places,
      Kernels kernels, boolean generate, int samples) {
    this.kernels = kernels;
    this.backwards = backwards;
    this.window = window;
    this.big = big;
    this.small = small;
    this.places = places;
    int all = before.shape().dim(0);
    units = units(step, before, samples);
    images = all / units;
    h = before.shape().dim(1);
    w = before.shape().dim(2);
    c = before.shape().dim(3);
    bigPitch = before.pitch();
    smallPitch = after.pitch();
    bigImage = before.size() / all;
    smallImage = after.size() / all;
    if (!generate) {
      generated = null;
    } else {
      generated =
          backwards ? MaxPool.unpool(window, h, w, bigPitch) : MaxPool.forward(window, true, h, w, bigPitch);
    }
  }

  private static int units(Step step, Layout before, int samples) {
    return step.split() == Step.Split.BATCH ? samples : before.shape().dim(0);
  }

  static ArgmaxPoolStep pool(Step.ArgmaxPool step, Memory memory, Kernels kernels, boolean generate, int samples) {
    int units = units(step, step.input().layout(), samples);
    return new ArgmaxPoolStep(
        step, false, step.window(), step.input().layout(), step.output().layout(), memory.rows(step.input(), units),
        memory.rows(step.output(), units), memory.rows(step.places(), units), kernels, generate, samples);
  }

  static ArgmaxPoolStep unpool(Step.Unpool step, Memory memory, Kernels kernels, boolean generate, int samples) {
    int units = units(step, step.output().layout(), samples);
    return new ArgmaxPoolStep(
        step, true, step.window(), step.output().layout(), step.gradient().layout(), memory.rows(step.output(), units),
        memory.rows(step.gradient(), units), memory.rows(step.places(), units), kernels, generate, samples);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public String kernel() {
    if (generated != null) {
      return backwards ? "generated windows from places" : "generated windows with places";
    }
    return kernels.description();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] large = big.array(frame);
    float[] pooled = small.array(frame);
    float[] place = places.array(frame);
    for (int image = 0; image < (to - from) * images; image++) {
      int bo = big.at(frame, from) + image * bigImage;
      int so = small.at(frame, from) + image * smallImage;
      int po = places.at(frame, from) + image * smallImage;
      if (backwards) {
        unpool(place, po, pooled, so, large, bo);
      } else if (generated != null) {
        generated.argmax(large, bo, pooled, so, place, po);
      } else {
        kernels.maxPoolArgmax(window, h, w, c, large, bo, bigPitch, pooled, so, place, po, smallPitch);
      }
    }
  }

  private void unpool(float[] place, int po, float[] dy, int dyo, float[] dx, int dxo) {
    if (generated != null) {
      generated.unpool(place, po, dy, dyo, dx, dxo);
      return;
    }
    Arrays.fill(dx, dxo, dxo + bigImage, 0f);
    kernels.maxUnpool(window, h, w, c, place, po, dy, dyo, smallPitch, dx, dxo, bigPitch);
  }
}
