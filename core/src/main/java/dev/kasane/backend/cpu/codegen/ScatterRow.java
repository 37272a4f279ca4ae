package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;
import java.util.ArrayList;
import java.util.List;

/** A row of a convolution's input gradient: as many kernels beside each other as its pixels need. */
public final class ScatterRow {

  /** A kernel and the channel it begins with. */
  private record Part(TileKernel kernel, int channel) {}

  /** A sum of so few products, one after the other, takes longer than all the multiplications of its row. */
  private static final int SHORT = 4;

  private final Part[] parts;

  /**
   * Makes the kernels.
   *
   * @param channels channels that mean something, of {@code dxPixel}
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
      Window2d window, int channels, int width, int outputs, int filters, int dxPixel, int dyPixel, int dyTap,
      int kernelFilter, int kernelTap) {
    List<Part> all = new ArrayList<>();
    for (int channel = 0; channel < dxPixel; ) {
      Columns next = next(channels - channel, dxPixel - channel, width, outputs, window.width());
      int count = Math.ceilDiv(width, ScatterShape.maxPixels(window.width(), next.vectors()));
      int first = 0;
      for (int i = 0; i < count; i++) {
        int last = first + width / count + (i < width % count ? 1 : 0);
        ScatterShape shape =
            new ScatterShape(
                next, first, last, outputs, window.width(), window.strideX(), window.dilationX(), window.left(),
                filters, dyPixel, dyTap, filters * kernelFilter, kernelFilter, kernelTap, dxPixel);
        all.add(new Part(shape.kernel(), channel));
        first = last;
      }
      channel += next.floats();
    }
    parts = all.toArray(Part[]::new);
  }

  /** One vector, half of one, or two where rows are so short that a vector would wait for its own sums. */
  private static Columns next(int left, int room, int width, int outputs, int window) {
    Columns next = Columns.next(left, Math.min(room, Lanes.COUNT));
    if (next.halves() && next.vectors() == 1) {
      return next;
    }
    boolean two =
        outputs <= SHORT && width <= ScatterShape.maxPixels(window, 2) && left > Lanes.COUNT && room >= 2 * Lanes.COUNT;
    return new Columns(two ? 2 : 1, false);
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
    for (Part part : parts) {
      part.kernel.run(1, taps, dy, dyo, kernel, ko + part.channel, dx, dxo + part.channel);
    }
  }
}
