package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.Window2d;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Max pooling with channels as lanes. A window of which 2 × 2 elements lie in the image has a path of its own; channels
 * that do not fill a vector go to the scalar kernels.
 */
final class VectorMaxPool {

  private VectorMaxPool() {}

  static void maxPool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    int end = SPECIES.loopBound(c);
    int stepY = window.dilationY() * w * xPitch;
    int stepX = window.dilationX() * xPitch;
    int outWidth = window.outputWidth(w);
    int outHeight = window.outputHeight(h);
    for (int oy = 0; oy < outHeight; oy++) {
      int top = oy * window.strideY() - window.top();
      int firstY = Taps.first(top, window.dilationY());
      int rows = Taps.end(top, window.dilationY(), window.height(), h) - firstY;
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * window.strideX() - window.left();
        int firstX = Taps.first(left, window.dilationX());
        int columns = Taps.end(left, window.dilationX(), window.width(), w) - firstX;
        int in = xo + (top * w + left) * xPitch + firstY * stepY + firstX * stepX;
        int out = yo + (oy * outWidth + ox) * yPitch;
        if (rows == 2 && columns == 2) {
          maxOfFour(end, x, in, stepX, stepY, y, out);
        } else if (rows > 0 && columns > 0) {
          maxOfMany(end, rows, columns, x, in, stepX, stepY, y, out);
        } else {
          Arrays.fill(y, out, out + end, 0);
        }
        if (end < c) {
          ScalarPool.maxOfWindow(window, h, w, top, left, end, c, x, xo, xPitch, y, out);
        }
      }
    }
  }

  private static void maxOfFour(int end, float[] x, int xo, int stepX, int stepY, float[] y, int yo) {
    for (int j = 0; j < end; j += COUNT) {
      int in = xo + j;
      FloatVector above =
          FloatVector.fromArray(SPECIES, x, in).max(FloatVector.fromArray(SPECIES, x, in + stepX));
      FloatVector below =
          FloatVector.fromArray(SPECIES, x, in + stepY).max(FloatVector.fromArray(SPECIES, x, in + stepY + stepX));
      above.max(below).intoArray(y, yo + j);
    }
  }

  private static void maxOfMany(
      int end, int rows, int columns, float[] x, int xo, int stepX, int stepY, float[] y, int yo) {
    for (int j = 0; j < end; j += COUNT) {
      FloatVector max = FloatVector.fromArray(SPECIES, x, xo + j);
      for (int ky = 0; ky < rows; ky++) {
        int in = xo + ky * stepY + j;
        for (int kx = 0; kx < columns; kx++) {
          max = max.max(FloatVector.fromArray(SPECIES, x, in));
          in += stepX;
        }
      }
      max.intoArray(y, yo + j);
    }
  }
}
