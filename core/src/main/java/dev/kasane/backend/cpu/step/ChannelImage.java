package dev.kasane.backend.cpu.step;

import java.util.Arrays;

/**
 * An image as the kernels of a convolution want it: with a border of zeros, and with each channel as often as it
 * has filters, so that every filter finds its channel in its own place.
 */
final class ChannelImage {

  private final int h;
  private final int w;
  private final int from;
  private final int to;
  private final int times;
  final int top;
  final int left;
  final int height;
  final int width;

  /**
   * Makes one.
   *
   * @param from distance of its pixels in memory
   * @param to distance of the pixels it will have; with {@code times > 1}, at least {@code times} for each channel
   * @param times how often each channel is wanted
   */
  ChannelImage(int h, int w, int from, int to, int times, int top, int bottom, int left, int right) {
    this.h = h;
    this.w = w;
    this.from = from;
    this.to = to;
    this.times = times;
    this.top = top;
    this.left = left;
    height = h + top + Math.max(0, bottom);
    width = w + left + Math.max(0, right);
  }

  /** The input of a convolution. */
  static ChannelImage of(ConvGeometry g) {
    return new ChannelImage(
        g.h, g.w, g.xp, g.yp, g.groupFilters, g.window.top(), g.window.bottom(), g.window.left(), g.window.right());
  }

  /** The gradient of a convolution's output, with a border as wide as its phases reach. */
  static ChannelImage ofGradient(ConvGeometry g, Phases y, Phases x) {
    return new ChannelImage(g.oh, g.ow, g.yp, g.yp, 1, y.before(), y.after(), x.before(), x.after());
  }

  /** Whether the image in memory will do as it is. */
  boolean asItIs() {
    return height == h && width == w && times == 1;
  }

  /** Floats of scratch it takes. */
  int floats() {
    return asItIs() ? 0 : height * width * to;
  }

  /** Copies it to the beginning of the scratch. */
  void fill(float[] image, int at, float[] scratch, int channels) {
    Arrays.fill(scratch, 0, floats(), 0f);
    for (int row = 0; row < h; row++) {
      int source = at + row * w * from;
      int target = ((row + top) * width + left) * to;
      if (times == 1) {
        System.arraycopy(image, source, scratch, target, w * to);
        continue;
      }
      for (int col = 0; col < w; col++) {
        repeat(image, source, channels, scratch, target);
        source += from;
        target += to;
      }
    }
  }

  private void repeat(float[] image, int source, int channels, float[] scratch, int target) {
    for (int time = 0; time < times; time++) {
      int at = target + time;
      for (int c = 0; c < channels; c++) {
        scratch[at] = image[source + c];
        at += times;
      }
    }
  }
}
