package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.graph.Window2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pooling against the definition, element by element, for windows of all kinds. */
@Tag("widths")
class PoolTest {

  private static final List<Window2d> WINDOWS =
      List.of(
          Window2d.valid(2, 2, 2, 2),
          Window2d.valid(3, 3, 2, 2),
          Window2d.valid(2, 2, 1, 1),
          Window2d.valid(3, 2, 1, 3),
          Window2d.valid(1, 1, 2, 2),
          new Window2d(2, 2, 2, 2, 1, 1, 1, 0, 0, 1),
          new Window2d(3, 3, 1, 1, 1, 1, 1, 1, 1, 1),
          new Window2d(2, 3, 2, 1, 2, 1, 1, 2, 2, 0),
          // Windows that lie wholly in the padding.
          new Window2d(2, 2, 2, 2, 1, 1, 3, 3, 2, 4),
          new Window2d(2, 2, 1, 1, 5, 4, 3, 3, 3, 3));

  /** The pixels of output pixel (oy, ox) that lie within the image, row by row. */
  private static List<Integer> pixels(Window2d window, int h, int w, int oy, int ox) {
    List<Integer> result = new ArrayList<>();
    for (int ky = 0; ky < window.height(); ky++) {
      for (int kx = 0; kx < window.width(); kx++) {
        int y = oy * window.strideY() - window.top() + ky * window.dilationY();
        int x = ox * window.strideX() - window.left() + kx * window.dilationX();
        if (y >= 0 && y < h && x >= 0 && x < w) {
          result.add(y * w + x);
        }
      }
    }
    return result;
  }

  private interface Check {
    void check(Window2d window, int h, int w, int outHeight, int outWidth, int c, Random random);
  }

  private static void forAll(Check check) {
    Random random = new Random(1);
    for (Window2d window : WINDOWS) {
      for (int c : Sizes.awkward()) {
        int h = 5 + random.nextInt(3);
        int w = 5 + random.nextInt(3);
        check.check(window, h, w, window.outputHeight(h), window.outputWidth(w), c, random);
      }
    }
  }

  /** Images with many equal elements, so that it shows which of them is taken. */
  private static Block fewValues(Random random, int pixels, int c) {
    Block x = Block.empty(pixels, c, 3, 2);
    for (int i = 0; i < pixels; i++) {
      for (int j = 0; j < c; j++) {
        x.set(i, j, random.nextInt(-3, 1));
      }
    }
    return x;
  }

  @Test
  void maxPoolTakesTheLargest() {
    forAll(
        (window, h, w, outHeight, outWidth, c, random) -> {
          Block x = Block.random(random, h * w, c, 3, 2);
          if (c > 0) {
            x.set(random.nextInt(h * w), random.nextInt(c), Float.NaN);
          }
          for (Kernels kernels : Sizes.implementations()) {
            Block y = Block.empty(outHeight * outWidth, c, 1, 3);
            kernels.maxPool(window, h, w, c, x.data, x.offset, x.pitch, y.data, y.offset, y.pitch);
            y.assertPaddingUntouched();
            for (int i = 0; i < y.rows; i++) {
              List<Integer> pixels = pixels(window, h, w, i / outWidth, i % outWidth);
              for (int j = 0; j < c; j++) {
                float largest = pixels.isEmpty() ? 0 : Float.NEGATIVE_INFINITY;
                for (int pixel : pixels) {
                  largest = Math.max(largest, x.get(pixel, j));
                }
                assertThat(y.get(i, j)).as("%s, channel %d of %d", window, j, c).isEqualTo(Float.valueOf(largest));
              }
            }
          }
        });
  }

  @Test
  void placesSayWhereTheGradientGoes() {
    forAll(
        (window, h, w, outHeight, outWidth, c, random) -> {
          Block x = fewValues(random, h * w, c);
          if (c > 0) {
            x.set(random.nextInt(h * w), random.nextInt(c), Float.NaN);
          }
          Block dy = Block.random(random, outHeight * outWidth, c, 1, 3);
          Block expected = null;
          for (Kernels kernels : Sizes.implementations()) {
            Block y = Block.empty(dy.rows, c, 1, 3);
            Block places = Block.empty(dy.rows, c, 1, 3);
            kernels.maxPoolArgmax(
                window, h, w, c, x.data, x.offset, x.pitch, y.data, y.offset, places.data, places.offset, y.pitch);
            y.assertPaddingUntouched();
            places.assertPaddingUntouched();
            Block pooled = Block.empty(dy.rows, c, 1, 3);
            kernels.maxPool(window, h, w, c, x.data, x.offset, x.pitch, pooled.data, pooled.offset, pooled.pitch);
            y.assertSameBits(pooled);

            Block dx = Block.zeros(h * w, c, 2, 1);
            kernels.maxUnpool(
                window, h, w, c, places.data, places.offset, dy.data, dy.offset, dy.pitch, dx.data, dx.offset,
                dx.pitch);
            dx.assertPaddingUntouched();
            double[] sums = new double[h * w * c];
            for (int i = 0; i < dy.rows; i++) {
              for (int j = 0; j < c; j++) {
                int first = firstLargest(x, j, pixels(window, h, w, i / outWidth, i % outWidth));
                if (first >= 0) {
                  sums[first * c + j] += dy.get(i, j);
                }
              }
            }
            checkClose(sums, dx);
            if (expected != null) {
              dx.assertSameBits(expected);
            }
            expected = dx;
          }
        });
  }

  /** A NaN is the largest if it comes first. */
  private static int firstLargest(Block x, int channel, List<Integer> pixels) {
    int first = -1;
    for (int pixel : pixels) {
      if (first < 0 || x.get(pixel, channel) > x.get(first, channel)) {
        first = pixel;
      }
    }
    return first;
  }

  private static void checkClose(double[] expected, Block actual) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.get(i / actual.cols, i % actual.cols) - expected[i]).isBetween(-2e-6, 2e-6);
    }
  }

  @Test
  void avgPoolIsTheMeanWithOrWithoutPadding() {
    for (boolean countPadding : new boolean[] {false, true}) {
      forAll(
          (window, h, w, outHeight, outWidth, c, random) -> {
            Block x = Block.random(random, h * w, c, 3, 2);
            Block expected = null;
            for (Kernels kernels : Sizes.implementations()) {
              Block y = Block.empty(outHeight * outWidth, c, 1, 3);
              kernels.avgPool(window, countPadding, h, w, c, x.data, x.offset, x.pitch, y.data, y.offset, y.pitch);
              y.assertPaddingUntouched();
              double[] means = new double[y.rows * c];
              for (int i = 0; i < y.rows; i++) {
                List<Integer> pixels = pixels(window, h, w, i / outWidth, i % outWidth);
                for (int pixel : pixels) {
                  for (int j = 0; j < c; j++) {
                    means[i * c + j] += x.get(pixel, j) / (double) count(window, countPadding, pixels);
                  }
                }
              }
              checkClose(means, y);
              if (expected != null) {
                y.assertSameBits(expected);
              }
              expected = y;
            }
          });
    }
  }

  private static int count(Window2d window, boolean countPadding, List<Integer> pixels) {
    return countPadding ? window.height() * window.width() : pixels.size();
  }

  @Test
  void avgPoolGradIsSpreadEvenly() {
    for (boolean countPadding : new boolean[] {false, true}) {
      forAll(
          (window, h, w, outHeight, outWidth, c, random) -> {
            Block dy = Block.random(random, outHeight * outWidth, c, 1, 3);
            Block expected = null;
            for (Kernels kernels : Sizes.implementations()) {
              Block dx = Block.zeros(h * w, c, 2, 1);
              kernels.avgPoolGrad(
                  window, countPadding, h, w, c, dy.data, dy.offset, dy.pitch, dx.data, dx.offset, dx.pitch);
              dx.assertPaddingUntouched();
              double[] sums = new double[h * w * c];
              for (int i = 0; i < dy.rows; i++) {
                List<Integer> pixels = pixels(window, h, w, i / outWidth, i % outWidth);
                for (int pixel : pixels) {
                  for (int j = 0; j < c; j++) {
                    sums[pixel * c + j] += dy.get(i, j) / (double) count(window, countPadding, pixels);
                  }
                }
              }
              checkClose(sums, dx);
              if (expected != null) {
                dx.assertSameBits(expected);
              }
              expected = dx;
            }
          });
    }
  }
}
