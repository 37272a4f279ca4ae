package dev.kasane.backend.cpu.step;

/**
 * The kernel of a depthwise convolution, with the filters of each tap as often as a row has pixels, where a pixel alone
 * would not fill a vector.
 */
final class RepeatedRows {

  private final boolean merged;
  private final int taps;
  private final int filters;
  private final int pixels;

  RepeatedRows(ConvGeometry g, int lanes, int pixels) {
    merged = g.yp < lanes && g.window.strideX() == 1;
    taps = g.window.height() * g.window.width();
    filters = g.yp;
    this.pixels = pixels;
  }

  /** Whether rows take the place of pixels. */
  boolean merged() {
    return merged;
  }

  /** Channels of a pixel, or of the row that takes its place. */
  int cols() {
    return merged ? pixels * filters : filters;
  }

  /** Floats of scratch it takes. */
  int floats() {
    return merged ? taps * cols() : 0;
  }

  /** Writes all taps, one after the other. */
  void fill(float[] w, int wo, float[] scratch, int at) {
    for (int tap = 0; tap < taps; tap++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        System.arraycopy(w, wo + tap * filters, scratch, at + (tap * pixels + pixel) * filters, filters);
      }
    }
  }

  /** Adds the sums over the pixels of such rows to a kernel's gradient. */
  void fold(float[] scratch, int at, float[] dw, int wo) {
    for (int tap = 0; tap < taps; tap++) {
      for (int filter = 0; filter < filters; filter++) {
        float sum = dw[wo + tap * filters + filter];
        for (int pixel = 0; pixel < pixels; pixel++) {
          sum += scratch[at + (tap * pixels + pixel) * filters + filter];
        }
        dw[wo + tap * filters + filter] = sum;
      }
    }
  }
}
