package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.Window2d;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarArgmaxPool} with channels as lanes; those that do not fill a vector go to the scalar kernels. */
final class VectorArgmaxPool {

  private VectorArgmaxPool() {}

  static void pool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, float[] places, int po,
      int yPitch) {
    int end = SPECIES.loopBound(c);
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
        int out = (oy * outWidth + ox) * yPitch;
        if (firstY < endY && firstX < endX) {
          for (int j = 0; j < end; j += COUNT) {
            window(window, w, top, left, firstY, endY, firstX, endX, x, xo + j, xPitch, y, yo + out + j, places,
                po + out + j);
          }
        } else {
          Arrays.fill(y, yo + out, yo + out + end, 0);
          Arrays.fill(places, po + out, po + out + end, -1);
        }
        if (end < c) {
          ScalarArgmaxPool.window(
              window, h, w, top, left, end, c, x, xo, xPitch, y, yo + out, places, po + out);
        }
      }
    }
  }

  /** A vector of channels of one output pixel whose window is not empty. */
  private static void window(
      Window2d window, int w, int top, int left, int firstY, int endY, int firstX, int endX, float[] x, int xo,
      int xPitch, float[] y, int yo, float[] places, int po) {
    int corner = (top + firstY * window.dilationY()) * w + left + firstX * window.dilationX();
    FloatVector first = FloatVector.fromArray(SPECIES, x, xo + corner * xPitch);
    // NaN spoils the maximum, but not the place: that is the first element larger than all before it
    FloatVector max = first;
    FloatVector largest = first;
    FloatVector place = FloatVector.broadcast(SPECIES, firstY * window.width() + firstX);
    for (int ky = firstY; ky < endY; ky++) {
      for (int kx = firstX; kx < endX; kx++) {
        int pixel = (top + ky * window.dilationY()) * w + left + kx * window.dilationX();
        FloatVector value = FloatVector.fromArray(SPECIES, x, xo + pixel * xPitch);
        VectorMask<Float> larger = value.compare(VectorOperators.GT, largest);
        max = max.max(value);
        largest = largest.blend(value, larger);
        place = place.blend((float) (ky * window.width() + kx), larger);
      }
    }
    max.intoArray(y, yo);
    place.intoArray(places, po);
  }

  static void unpool(
      Window2d window, int h, int w, int c, float[] places, int po, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch) {
    int end = SPECIES.loopBound(c);
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
        int out = (oy * outWidth + ox) * dyPitch;
        for (int j = 0; j < end; j += COUNT) {
          FloatVector place = FloatVector.fromArray(SPECIES, places, po + out + j);
          FloatVector d = FloatVector.fromArray(SPECIES, dy, dyo + out + j);
          for (int ky = firstY; ky < endY; ky++) {
            for (int kx = firstX; kx < endX; kx++) {
              int pixel = (top + ky * window.dilationY()) * w + left + kx * window.dilationX();
              int in = dxo + pixel * dxPitch + j;
              VectorMask<Float> here = place.compare(VectorOperators.EQ, (float) (ky * window.width() + kx));
              FloatVector share = FloatVector.zero(SPECIES).blend(d, here);
              FloatVector.fromArray(SPECIES, dx, in).add(share).intoArray(dx, in);
            }
          }
        }
        if (end < c) {
          ScalarArgmaxPool.addToPlaces(
              window, w, top, left, end, c, places, po + out, dy, dyo + out, dx, dxo, dxPitch);
        }
      }
    }
  }
}
