package dev.kasane.backend.cpu.step;

import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import java.util.Arrays;

/** The sizes a convolution step counts with. h, w, c: input; oh, ow, f: output; xp, yp, kp: pitches. */
final class ConvGeometry {

  final Window2d window;
  final int groups;
  final int h;
  final int w;
  final int c;
  final int xp;
  final int oh;
  final int ow;
  final int f;
  final int yp;
  final int kp;
  final int groupChannels;
  final int groupFilters;
  final int paddedHeight;
  final int paddedWidth;

  ConvGeometry(Window2d window, int groups, Layout x, Layout y, int kernelPitch) {
    this.window = window;
    this.groups = groups;
    h = x.shape().dim(1);
    w = x.shape().dim(2);
    c = x.shape().dim(3);
    xp = x.pitch();
    oh = y.shape().dim(1);
    ow = y.shape().dim(2);
    f = y.shape().dim(3);
    yp = y.pitch();
    kp = kernelPitch;
    groupChannels = c / groups;
    groupFilters = f / groups;
    paddedHeight = h + window.top() + Math.max(0, window.bottom());
    paddedWidth = w + window.left() + Math.max(0, window.right());
  }

  int inputImage() {
    return h * w * xp;
  }

  int outputImage() {
    return oh * ow * yp;
  }

  /** Whether a row of the window is one run in memory: then columns and channels are one sum. */
  boolean windowRowsContiguous() {
    return window.dilationX() == 1 && xp == c && groups == 1;
  }

  /** Distance in a padded image between the places of neighbouring window rows. */
  int windowRowStride() {
    return window.dilationY() * paddedWidth * xp;
  }

  /** Floats of an image with its padding; 0 if there is none, for then the image itself will do. */
  int paddedImage() {
    return window.padded() ? paddedHeight * paddedWidth * xp : 0;
  }

  /** Copies an image into the middle of zeros. */
  void pad(float[] x, int xo, float[] padded, int to) {
    Arrays.fill(padded, to, to + paddedImage(), 0f);
    int first = to + (window.top() * paddedWidth + window.left()) * xp;
    for (int row = 0; row < h; row++) {
      System.arraycopy(x, xo + row * w * xp, padded, first + row * paddedWidth * xp, w * xp);
    }
  }
}
