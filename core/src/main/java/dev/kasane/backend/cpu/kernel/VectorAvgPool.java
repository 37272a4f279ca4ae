package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.Window2d;
import jdk.incubator.vector.FloatVector;

/** Average pooling with channels as lanes; channels that do not fill a vector go to the scalar kernels. */
final class VectorAvgPool {

  private VectorAvgPool() {}

  static void avgPool(
      Window2d window, boolean countPadding, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo,
      int yPitch) {
    int end = SPECIES.loopBound(c);
    int stepY = window.dilationY() * w * xPitch;
    int stepX = window.dilationX() * xPitch;
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      int firstY = Taps.first(top, window.dilationY());
      int endY = Taps.end(top, window.dilationY(), window.height(), h);
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int firstX = Taps.first(left, window.dilationX());
        int endX = Taps.end(left, window.dilationX(), window.width(), w);
        float count = ScalarPool.count(window, countPadding, firstY, endY, firstX, endX);
        int in = xo + (top * w + left) * xPitch + firstY * stepY + firstX * stepX;
        int out = yo + (oy * outWidth + ox) * yPitch;
        mean(end, endY - firstY, endX - firstX, count, x, in, stepX, stepY, y, out);
        if (end < c) {
          ScalarPool.meanOfWindow(window, countPadding, h, w, top, left, end, c, x, xo, xPitch, y, out);
        }
      }
    }
  }

  private static void mean(
      int end, int rows, int columns, float count, float[] x, int xo, int stepX, int stepY, float[] y, int yo) {
    for (int j = 0; j < end; j += COUNT) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int ky = 0; ky < rows; ky++) {
        int in = xo + ky * stepY + j;
        for (int kx = 0; kx < columns; kx++) {
          sum = sum.add(FloatVector.fromArray(SPECIES, x, in));
          in += stepX;
        }
      }
      sum.div(count).intoArray(y, yo + j);
    }
  }

  static void avgPoolGrad(
      Window2d window, boolean countPadding, int h, int w, int c, float[] dy, int dyo, int dyPitch, float[] dx, int dxo,
      int dxPitch) {
    int end = SPECIES.loopBound(c);
    int stepY = window.dilationY() * w * dxPitch;
    int stepX = window.dilationX() * dxPitch;
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      int firstY = Taps.first(top, window.dilationY());
      int endY = Taps.end(top, window.dilationY(), window.height(), h);
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int firstX = Taps.first(left, window.dilationX());
        int endX = Taps.end(left, window.dilationX(), window.width(), w);
        float count = ScalarPool.count(window, countPadding, firstY, endY, firstX, endX);
        int in = dxo + (top * w + left) * dxPitch + firstY * stepY + firstX * stepX;
        int out = dyo + (oy * outWidth + ox) * dyPitch;
        spread(end, endY - firstY, endX - firstX, count, dy, out, dx, in, stepX, stepY);
        if (end < c) {
          ScalarPool.spreadOverWindow(
              window, countPadding, h, w, top, left, end, c, dy, out, dx, dxo, dxPitch);
        }
      }
    }
  }

  private static void spread(
      int end, int rows, int columns, float count, float[] dy, int dyo, float[] dx, int dxo, int stepX, int stepY) {
    for (int j = 0; j < end; j += COUNT) {
      FloatVector share = FloatVector.fromArray(SPECIES, dy, dyo + j).div(count);
      for (int ky = 0; ky < rows; ky++) {
        int out = dxo + ky * stepY + j;
        for (int kx = 0; kx < columns; kx++) {
          FloatVector.fromArray(SPECIES, dx, out).add(share).intoArray(dx, out);
          out += stepX;
        }
      }
    }
  }
}
