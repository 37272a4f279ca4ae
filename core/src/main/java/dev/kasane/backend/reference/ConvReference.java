package dev.kasane.backend.reference;

import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;

/**
 * Cross-correlation and its two derivatives. All three are sums over the same taps, triples of one element each of the
 * images x, the kernel and the output y: {@code y += x · kernel}, {@code dx += kernel · dy}, {@code dkernel += x · dy}.
 */
final class ConvReference {

  /** Row-major positions of the three elements that meet in one multiplication. */
  private interface Tap {
    void at(int x, int kernel, int y);
  }

  private final Window2d window;
  private final int groups;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;

  ConvReference(Window2d window, int groups, Shape x, Shape kernel, Shape y) {
    this.window = window;
    this.groups = groups;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
  }

  double[] forward(double[] image, double[] weights) {
    double[] result = new double[y.size()];
    forEachTap((inX, inKernel, inY) -> result[inY] += image[inX] * weights[inKernel]);
    return result;
  }

  double[] inputGrad(double[] weights, double[] dy) {
    double[] dx = new double[x.size()];
    forEachTap((inX, inKernel, inY) -> dx[inX] += weights[inKernel] * dy[inY]);
    return dx;
  }

  double[] kernelGrad(double[] image, double[] dy) {
    double[] dkernel = new double[kernel.size()];
    forEachTap((inX, inKernel, inY) -> dkernel[inKernel] += image[inX] * dy[inY]);
    return dkernel;
  }

  private void forEachTap(Tap tap) {
    for (int image = 0; image < y.dim(0); image++) {
      for (int oy = 0; oy < y.dim(1); oy++) {
        for (int ox = 0; ox < y.dim(2); ox++) {
          for (int ky = 0; ky < window.height(); ky++) {
            for (int kx = 0; kx < window.width(); kx++) {
              int iy = oy * window.strideY() + ky * window.dilationY() - window.top();
              int ix = ox * window.strideX() + kx * window.dilationX() - window.left();
              if (iy >= 0 && iy < x.dim(1) && ix >= 0 && ix < x.dim(2)) {
                forEachChannel(
                    new int[] {image, iy, ix, 0}, new int[] {ky, kx, 0, 0}, new int[] {image, oy, ox, 0}, tap);
              }
            }
          }
        }
      }
    }
  }

  /** Filter f belongs to group {@code f / (filters / groups)} and sees that group's input channels only. */
  private void forEachChannel(int[] pixel, int[] weight, int[] output, Tap tap) {
    int channelsPerGroup = kernel.dim(2);
    int filtersPerGroup = kernel.dim(3) / groups;
    for (int filter = 0; filter < kernel.dim(3); filter++) {
      int firstChannel = filter / filtersPerGroup * channelsPerGroup;
      for (int channel = 0; channel < channelsPerGroup; channel++) {
        pixel[3] = firstChannel + channel;
        weight[2] = channel;
        weight[3] = filter;
        output[3] = filter;
        tap.at(Index.position(pixel, x), Index.position(weight, kernel), Index.position(output, y));
      }
    }
  }
}
