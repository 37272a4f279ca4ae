package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.Window2d;

/** Max pooling of one image that remembers where each largest element was, and its way back. */
final class ScalarArgmaxPool {

  private ScalarArgmaxPool() {}

  static void pool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, float[] places, int po,
      int yPitch) {
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int out = (oy * outWidth + ox) * yPitch;
        window(window, h, w, top, left, 0, c, x, xo, xPitch, y, yo + out, places, po + out);
      }
    }
  }

  /** Channels {@code from} to c of one output pixel. */
  static void window(
      Window2d window, int h, int w, int top, int left, int from, int c, float[] x, int xo, int xPitch, float[] y,
      int yo, float[] places, int po) {
    ScalarPool.maxOfWindow(window, h, w, top, left, from, c, x, xo, xPitch, y, yo);
    for (int j = from; j < c; j++) {
      places[po + j] = placeOfLargest(window, h, w, top, left, x, xo + j, xPitch);
    }
  }

  /** The number of the window's first largest element, row by row; −1 if the window is wholly in the padding. */
  private static int placeOfLargest(
      Window2d window, int h, int w, int top, int left, float[] x, int xo, int xPitch) {
    int endY = Taps.end(top, window.dilationY(), window.height(), h);
    int firstX = Taps.first(left, window.dilationX());
    int endX = Taps.end(left, window.dilationX(), window.width(), w);
    int place = -1;
    float largest = 0;
    for (int ky = Taps.first(top, window.dilationY()); ky < endY; ky++) {
      for (int kx = firstX; kx < endX; kx++) {
        int pixel = (top + ky * window.dilationY()) * w + left + kx * window.dilationX();
        float value = x[xo + pixel * xPitch];
        if (place < 0 || value > largest) {
          place = ky * window.width() + kx;
          largest = value;
        }
      }
    }
    return place;
  }

  static void unpool(
      Window2d window, int h, int w, int c, float[] places, int po, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int out = (oy * outWidth + ox) * dyPitch;
        addToPlaces(window, w, top, left, 0, c, places, po + out, dy, dyo + out, dx, dxo, dxPitch);
      }
    }
  }

  /** Channels {@code from} to c of one output pixel. */
  static void addToPlaces(
      Window2d window, int w, int top, int left, int from, int c, float[] places, int po, float[] dy, int dyo,
      float[] dx, int dxo, int dxPitch) {
    for (int j = from; j < c; j++) {
      int place = (int) places[po + j];
      if (place >= 0) {
        int row = top + place / window.width() * window.dilationY();
        int column = left + place % window.width() * window.dilationX();
        dx[dxo + (row * w + column) * dxPitch + j] += dy[dyo + j];
      }
    }
  }
}
