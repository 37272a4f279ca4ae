package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.Window2d;

/** Pooling of one image: for each output pixel, loops over channels inside of loops over the window. */
final class ScalarPool {

  private ScalarPool() {}

  static void maxPool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        maxOfWindow(window, h, w, top, left, 0, c, x, xo, xPitch, y, yo + (oy * outWidth + ox) * yPitch);
      }
    }
  }

  /** Channels {@code from} to c of one output pixel. */
  static void maxOfWindow(
      Window2d window, int h, int w, int top, int left, int from, int c, float[] x, int xo, int xPitch, float[] y,
      int yo) {
    int endY = Taps.end(top, window.dilationY(), window.height(), h);
    int firstX = Taps.first(left, window.dilationX());
    int endX = Taps.end(left, window.dilationX(), window.width(), w);
    boolean empty = true;
    for (int ky = Taps.first(top, window.dilationY()); ky < endY; ky++) {
      for (int kx = firstX; kx < endX; kx++) {
        int in = xo + ((top + ky * window.dilationY()) * w + left + kx * window.dilationX()) * xPitch;
        for (int j = from; j < c; j++) {
          y[yo + j] = empty ? x[in + j] : Math.max(y[yo + j], x[in + j]);
        }
        empty = false;
      }
    }
    if (empty) {
      for (int j = from; j < c; j++) {
        y[yo + j] = 0;
      }
    }
  }

  static void avgPool(
      Window2d window, boolean countPadding, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo,
      int yPitch) {
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int out = yo + (oy * outWidth + ox) * yPitch;
        meanOfWindow(window, countPadding, h, w, top, left, 0, c, x, xo, xPitch, y, out);
      }
    }
  }

  /** Channels {@code from} to c of one output pixel. */
  static void meanOfWindow(
      Window2d window, boolean countPadding, int h, int w, int top, int left, int from, int c, float[] x, int xo,
      int xPitch, float[] y, int yo) {
    int firstY = Taps.first(top, window.dilationY());
    int endY = Taps.end(top, window.dilationY(), window.height(), h);
    int firstX = Taps.first(left, window.dilationX());
    int endX = Taps.end(left, window.dilationX(), window.width(), w);
    for (int j = from; j < c; j++) {
      y[yo + j] = 0;
    }
    for (int ky = firstY; ky < endY; ky++) {
      for (int kx = firstX; kx < endX; kx++) {
        int in = xo + ((top + ky * window.dilationY()) * w + left + kx * window.dilationX()) * xPitch;
        for (int j = from; j < c; j++) {
          y[yo + j] += x[in + j];
        }
      }
    }
    float count = count(window, countPadding, firstY, endY, firstX, endX);
    for (int j = from; j < c; j++) {
      y[yo + j] /= count;
    }
  }

  /** What the sum is divided by; 1 for a window wholly in the padding. */
  static float count(Window2d window, boolean countPadding, int firstY, int endY, int firstX, int endX) {
    return countPadding
        ? window.height() * window.width()
        : Math.max(1, Math.max(0, endY - firstY) * Math.max(0, endX - firstX));
  }

  static void avgPoolGrad(
      Window2d window, boolean countPadding, int h, int w, int c, float[] dy, int dyo, int dyPitch, float[] dx, int dxo,
      int dxPitch) {
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int out = dyo + (oy * outWidth + ox) * dyPitch;
        spreadOverWindow(window, countPadding, h, w, top, left, 0, c, dy, out, dx, dxo, dxPitch);
      }
    }
  }

  /** Channels {@code from} to c of one output pixel. */
  static void spreadOverWindow(
      Window2d window, boolean countPadding, int h, int w, int top, int left, int from, int c, float[] dy, int dyo,
      float[] dx, int dxo, int dxPitch) {
    int firstY = Taps.first(top, window.dilationY());
    int endY = Taps.end(top, window.dilationY(), window.height(), h);
    int firstX = Taps.first(left, window.dilationX());
    int endX = Taps.end(left, window.dilationX(), window.width(), w);
    float count = count(window, countPadding, firstY, endY, firstX, endX);
    for (int ky = firstY; ky < endY; ky++) {
      for (int kx = firstX; kx < endX; kx++) {
        int in = dxo + ((top + ky * window.dilationY()) * w + left + kx * window.dilationX()) * dxPitch;
        for (int j = from; j < c; j++) {
          dx[in + j] += dy[dyo + j] / count;
        }
      }
    }
  }
}
