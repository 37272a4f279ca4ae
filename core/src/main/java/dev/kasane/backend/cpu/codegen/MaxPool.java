package dev.kasane.backend.cpu.codegen;

import dev.kasane.graph.Window2d;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Max pooling of images of one size, or its way back, by a generated kernel. */
public final class MaxPool {

  private final TileKernel kernel;
  private final int rows;
  private final int width;
  private final int pixel;
  private final int coveredHeight;
  private final int coveredWidth;
  private final int height;

  private MaxPool(MaxPoolShape.Kind kind, Window2d window, int height, int width, int pixel) {
    this.height = height;
    this.width = width;
    this.pixel = pixel;
    rows = window.outputHeight(height);
    int outputs = window.outputWidth(width);
    boolean gaps = window.strideX() > window.width() || window.strideY() > window.height();
    coveredHeight = gaps ? 0 : rows * window.strideY();
    coveredWidth = gaps ? 0 : outputs * window.strideX();
    kernel = new MaxPoolShape(kind, window, width, outputs, pixel).kernel();
  }

  /**
   * Pooling of images (height, width) whose pixels are {@code pixel} floats apart, before and after; null where no
   * kernel can be made for it: padding, or rows that are no whole vectors.
   *
   * @param argmax whether the places of the largest elements are wanted too
   */
  public static @Nullable MaxPool forward(Window2d window, boolean argmax, int height, int width, int pixel) {
    return of(argmax ? MaxPoolShape.Kind.ARGMAX : MaxPoolShape.Kind.FORWARD, window, height, width, pixel);
  }

  /** The way back, from places; null where there is no {@link #forward}, or windows overlap. */
  public static @Nullable MaxPool unpool(Window2d window, int height, int width, int pixel) {
    return of(MaxPoolShape.Kind.UNPOOL, window, height, width, pixel);
  }

  private static @Nullable MaxPool of(MaxPoolShape.Kind kind, Window2d window, int height, int width, int pixel) {
    return MaxPoolShape.does(window, kind, pixel) ? new MaxPool(kind, window, height, width, pixel) : null;
  }

  /** Pools one image. */
  public void forward(float[] x, int xo, float[] y, int yo) {
    kernel.run(rows, 0, x, xo, x, 0, y, yo);
  }

  /** Pools one image and writes the places of the largest elements. */
  public void argmax(float[] x, int xo, float[] y, int yo, float[] places, int po) {
    kernel.run(rows, 0, x, xo, places, po, y, yo);
  }

  /** Computes the whole dx of one image. */
  public void unpool(float[] places, int po, float[] dy, int dyo, float[] dx, int dxo) {
    if (coveredHeight < height) {
      Arrays.fill(dx, dxo + coveredHeight * width * pixel, dxo + height * width * pixel, 0f);
    }
    if (coveredWidth < width) {
      for (int y = 0; y < coveredHeight; y++) {
        Arrays.fill(dx, dxo + (y * width + coveredWidth) * pixel, dxo + (y + 1) * width * pixel, 0f);
      }
    }
    kernel.run(rows, 0, places, po, dy, dyo, dx, dxo);
  }
}
