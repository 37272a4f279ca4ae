package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;

/** A row of a convolution's input gradient: as many kernels beside each other as its pixels need. */
public final class ScatterRow {

  private final TileKernel[] parts;
  private final int vectors;

  /**
   * Makes the kernels.
   *
   * @param width pixels in a row of dx
   * @param outputs pixels in a row of dy
   * @param filters filters, the channels of dy
   * @param dxPixel distance of pixels in dx, a multiple of the lanes
   * @param dyPixel distance of pixels in dy
   * @param dyTap distance in dy from a window row that counts to the next
   * @param kernelFilter distance of filters in the kernel (height, width, filters, channels)
   * @param kernelTap distance in the kernel from a window row that counts to the next
   */
  public ScatterRow(
      Window2d window, int width, int outputs, int filters, int dxPixel, int dyPixel, int dyTap, int kernelFilter,
      int kernelTap) {
    vectors = dxPixel / Lanes.COUNT;
    int count = Math.ceilDiv(width, ScatterShape.maxPixels(window.width()));
    parts = new TileKernel[count];
    int first = 0;
    for (int i = 0; i < count; i++) {
      int last = first + width / count + (i < width % count ? 1 : 0);
      parts[i] =
          new ScatterShape(
                  first, last, outputs, window.width(), window.strideX(), window.dilationX(), window.left(), filters,
                  dyPixel, dyTap, filters * kernelFilter, kernelFilter, kernelTap, dxPixel)
              .kernel();
      first = last;
    }
  }

  /** What computes it. */
  public String kernel() {
    return "generated rows in registers, " + parts.length + (parts.length == 1 ? " part" : " parts") + " a row";
  }

  /**
   * Computes the row.
   *
   * @param taps how many window rows fall on it, 0 for a row of zeros
   * @param dyo the row of dy under the first of them
   * @param ko that window row in the kernel
   * @param dxo the row of dx
   */
  public void run(int taps, float[] dy, int dyo, float[] kernel, int ko, float[] dx, int dxo) {
    for (int v = 0; v < vectors; v++) {
      int channel = v * Lanes.COUNT;
      for (TileKernel part : parts) {
        part.run(1, taps, dy, dyo, kernel, ko + channel, dx, dxo + channel);
      }
    }
  }
}
