package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a depthwise kernel, lane by lane, where rows of an image are as many lanes: for each tap, the
 * products of x and dy in the same lane, added to what is there. Sums run over images, then rows.
 */
public final class DepthwiseTaps {

  /** A kernel, its first lane and its first window column. */
  private record Part(TileKernel kernel, int lane, int column) {}

  private final Kernels kernels;
  private final Sizes s;
  private final List<Part> parts = new ArrayList<>();
  private final int done;

  /**
   * Sizes.
   *
   * @param height window rows
   * @param width window columns
   * @param n lanes
   * @param terms rows of dy
   * @param xRow distance of rows of x that neighbouring window rows see
   * @param xTap distance of what neighbouring window columns see
   * @param xStep distance of rows of x that neighbouring rows of dy see
   * @param xImage distance of images of x
   * @param dyImage distance of images of dy
   */
  public record Sizes(
      int height, int width, int n, int terms, int xRow, int xTap, int xStep, int xImage, int dyImage) {}

  /**
   * Makes one.
   *
   * @param generate whether to generate kernels where that is of use; if not, the general ones compute it
   */
  public DepthwiseTaps(Kernels kernels, boolean generate, Sizes sizes) {
    this.kernels = kernels;
    s = sizes;
    done = generate && s.n >= kernels.lanes() && s.xStep % s.xRow == 0 && s.height <= TapShape.mostSums()
        ? addParts()
        : 0;
  }

  /** Whole vectors, then halves, of which the last counts only the lanes that are left. */
  private int addParts() {
    int lane = 0;
    for (; lane + Lanes.COUNT <= s.n; lane += Lanes.COUNT) {
      add(lane, false, 0);
    }
    int half = Lanes.COUNT / 2;
    for (; Lanes.COUNT > 4 && lane < s.n; lane += half) {
      int first = Math.min(lane, s.n - half);
      add(first, true, lane - first);
    }
    return Math.min(lane, s.n);
  }

  private void add(int lane, boolean half, int skip) {
    int count = Math.ceilDiv(s.width, TapShape.mostSums() / s.height);
    int column = 0;
    for (int i = 0; i < count; i++) {
      int columns = s.width / count + (i < s.width % count ? 1 : 0);
      TapShape shape =
          new TapShape(
              s.height, columns, s.width, s.n, s.terms, s.xRow, s.xTap, s.xStep, s.n, s.xImage, s.dyImage, half, skip);
      parts.add(new Part(shape.kernel(), lane, column));
      column += columns;
    }
  }

  /** What computes it. */
  public String kernel() {
    return parts.isEmpty() ? "general channel sums" : "generated sums of all taps, lane by lane";
  }

  /**
   * Adds the products of so many images.
   *
   * @param x images, beginning at {@code xo}
   * @param dy gradients of as many outputs, rows without gaps
   * @param y sums of window rows, window columns, lanes
   */
  public void run(int images, float[] x, int xo, float[] dy, int dyo, float[] y, int yo) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      part.kernel.run(
          images, 1, x, xo + part.lane + part.column * s.xTap, dy, dyo + part.lane, y,
          yo + part.lane + part.column * s.n);
    }
    for (int image = 0; done < s.n && image < images; image++) {
      for (int row = 0; row < s.height; row++) {
        kernels.depthwise(
            s.width, s.n - done, 1, s.terms,
            x, xo + image * s.xImage + row * s.xRow + done, s.xTap, 0, s.xStep,
            dy, dyo + image * s.dyImage + done, 0, s.n,
            y, yo + row * s.width * s.n + done, s.n, true);
      }
    }
  }
}
