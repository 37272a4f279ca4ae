package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.Window2d;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

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

  static void maxPoolGrad(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] dy, int dyo, int dyPitch,
      float[] dx, int dxo, int dxPitch) {
    int end = SPECIES.loopBound(c);
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
        int pixel = (top + firstY * window.dilationY()) * w + left + firstX * window.dilationX();
        int out = dyo + (oy * outWidth + ox) * dyPitch;
        if (rows == 2 && columns == 2) {
          gradOfFour(
              end, window.dilationX(), window.dilationY() * w, x, xo + pixel * xPitch, xPitch, dy, out, dx,
              dxo + pixel * dxPitch, dxPitch);
        } else if (rows > 0 && columns > 0) {
          gradOfMany(
              end, rows, columns, window.dilationX(), window.dilationY() * w, x, xo + pixel * xPitch, xPitch, dy, out,
              dx, dxo + pixel * dxPitch, dxPitch);
        }
        if (end < c) {
          ScalarPool.addToLargest(
              window, h, w, top, left, end, c, x, xo, xPitch, dy, out, dx, dxo, dxPitch);
        }
      }
    }
  }

  /** {@code right} and {@code down} are distances in pixels to the window's next column and row. */
  private static void gradOfFour(
      int end, int right, int down, float[] x, int xo, int xPitch, float[] dy, int dyo, float[] dx, int dxo,
      int dxPitch) {
    for (int j = 0; j < end; j += COUNT) {
      int in = xo + j;
      FloatVector max = FloatVector.fromArray(SPECIES, x, in);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, in + right * xPitch);
      VectorMask<Float> is1 = x1.compare(VectorOperators.GT, max);
      max = max.blend(x1, is1);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, in + down * xPitch);
      VectorMask<Float> is2 = x2.compare(VectorOperators.GT, max);
      max = max.blend(x2, is2);
      VectorMask<Float> is3 =
          FloatVector.fromArray(SPECIES, x, in + (down + right) * xPitch).compare(VectorOperators.GT, max);
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector rest = FloatVector.fromArray(SPECIES, dy, dyo + j);
      int out0 = dxo + j;
      int out1 = out0 + right * dxPitch;
      int out2 = out0 + down * dxPitch;
      int out3 = out2 + right * dxPitch;
      FloatVector.fromArray(SPECIES, dx, out3).add(zero.blend(rest, is3)).intoArray(dx, out3);
      rest = rest.blend(zero, is3);
      FloatVector.fromArray(SPECIES, dx, out2).add(zero.blend(rest, is2)).intoArray(dx, out2);
      rest = rest.blend(zero, is2);
      FloatVector.fromArray(SPECIES, dx, out1).add(zero.blend(rest, is1)).intoArray(dx, out1);
      rest = rest.blend(zero, is1);
      FloatVector.fromArray(SPECIES, dx, out0).add(rest).intoArray(dx, out0);
    }
  }

  private static void gradOfMany(
      int end, int rows, int columns, int right, int down, float[] x, int xo, int xPitch, float[] dy, int dyo,
      float[] dx, int dxo, int dxPitch) {
    for (int j = 0; j < end; j += COUNT) {
      // The number of the largest element within the window, as a float to stay in one kind of vector.
      FloatVector largest = FloatVector.zero(SPECIES);
      FloatVector max = FloatVector.fromArray(SPECIES, x, xo + j);
      for (int tap = 1; tap < rows * columns; tap++) {
        int pixel = tap / columns * down + tap % columns * right;
        FloatVector v = FloatVector.fromArray(SPECIES, x, xo + pixel * xPitch + j);
        VectorMask<Float> larger = v.compare(VectorOperators.GT, max);
        max = max.blend(v, larger);
        largest = largest.blend((float) tap, larger);
      }
      FloatVector d = FloatVector.fromArray(SPECIES, dy, dyo + j);
      for (int tap = 0; tap < rows * columns; tap++) {
        int pixel = tap / columns * down + tap % columns * right;
        VectorMask<Float> here = largest.compare(VectorOperators.EQ, (float) tap);
        int out = dxo + pixel * dxPitch + j;
        FloatVector share = FloatVector.zero(SPECIES).blend(d, here);
        FloatVector.fromArray(SPECIES, dx, out).add(share).intoArray(dx, out);
      }
    }
  }
}
