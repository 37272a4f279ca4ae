package dev.kasane.backend.cpu.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated channel sums have the bits of the general ones, however many blocks, rows, channels and products. */
@Tag("widths")
class DepthwiseTest {

  @Test
  void generatedAndGeneralGiveTheSameBits() {
    Kernels kernels = KernelProvider.get();
    int lanes = kernels.lanes();
    Random random = new Random(5);
    int[] widths = {1, lanes - 1, lanes, lanes + 1, 2 * lanes, 3 * lanes + 2};
    int[][] sums = {{1, 1}, {3, 3}, {2, 1}, {5, 5}, {1, 7}, {7, 2}, {0, 3}, {3, 0}};
    int[] rows = {1, 3, 7, 8, 9, 13, 17};
    for (int n : widths) {
      for (int[] sum : sums) {
        int m = rows[random.nextInt(rows.length)];
        check(kernels, random, random.nextInt(1, 4), m, n, sum[0], sum[1]);
      }
    }
  }

  @Test
  void rowsThatShareWhatTheyReadGiveTheSameBits() {
    Kernels kernels = KernelProvider.get();
    int lanes = kernels.lanes();
    Random random = new Random(6);
    for (int n : new int[] {lanes, lanes + 1, lanes + lanes / 2, 2 * lanes - 1, 3 * lanes + 3}) {
      for (int k : new int[] {2, 3, 5, 9, 13}) {
        for (int step : new int[] {1, 2, 3, -1, -2}) {
          int m = random.nextInt(1, 30);
          int terms = random.nextInt(1, 4);
          int ai = n + random.nextInt(3);
          boolean accumulate = random.nextBoolean();
          Depthwise.Sizes sizes =
              new Depthwise.Sizes(1, m, n, k, terms, 0, ai, step * ai, 1, n, k * n, 0, n, accumulate);
          int before = Math.max(0, -step * (k - 1) * ai);
          float[] a = numbers(random, before + (m + k * Math.abs(step)) * ai + terms + n);
          float[] w = numbers(random, k * terms * n);
          float[] y = numbers(random, m * n);
          float[] expected = y.clone();
          new Depthwise(kernels, false, sizes).run(a, before, w, 0, expected, 0);
          new Depthwise(kernels, lanes > 1, sizes).run(a, before, w, 0, y, 0);
          assertThat(y).as("%s", sizes).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void allTapsOfAKernelGiveTheSameBits() {
    Kernels kernels = KernelProvider.get();
    int lanes = kernels.lanes();
    Random random = new Random(7);
    for (int n : new int[] {lanes, lanes + 1, lanes + lanes / 2, 2 * lanes - 1, 3 * lanes + 3}) {
      for (int[] window : new int[][] {{1, 1}, {3, 3}, {5, 5}, {2, 7}, {7, 2}, {1, 20}, {20, 1}}) {
        int terms = random.nextInt(1, 30);
        int stride = random.nextInt(1, 3);
        int images = random.nextInt(1, 4);
        int row = n + window[1];
        int image = (window[0] + stride * terms) * row;
        DepthwiseTaps.Sizes sizes =
            new DepthwiseTaps.Sizes(window[0], window[1], n, terms, row, 1, stride * row, image, terms * n);
        float[] x = numbers(random, images * image + n);
        float[] dy = numbers(random, images * terms * n);
        float[] y = numbers(random, window[0] * window[1] * n);
        float[] expected = y.clone();
        new DepthwiseTaps(kernels, false, sizes).run(images, x, 0, dy, 0, expected, 0);
        new DepthwiseTaps(kernels, lanes > 1, sizes).run(images, x, 0, dy, 0, y, 0);
        assertThat(y).as("%s, %d images", sizes, images).containsExactly(expected);
      }
    }
  }

  private static void check(Kernels kernels, Random random, int blocks, int m, int n, int k, int terms) {
    for (boolean accumulate : new boolean[] {false, true}) {
      Depthwise.Sizes sizes =
          new Depthwise.Sizes(
              blocks, m, n, k, terms, 5, n, -3, random.nextInt(-2, 4) * n, n + 1, 2 * n, m * n + 3, n, accumulate);
      int ao = 2 * n * terms + 3 * k;
      float[] a = numbers(random, ao + 5 * blocks + n * m + 4 * n * terms + n);
      float[] w = numbers(random, (n + 1) * k + 2 * n * terms + n);
      float[] y = numbers(random, blocks * sizes.yBlock() + 2);
      float[] expected = y.clone();
      float[] actual = y.clone();
      new Depthwise(kernels, false, sizes).run(a, ao, w, 1, expected, 2);
      new Depthwise(kernels, kernels.lanes() > 1, sizes).run(a, ao, w, 1, actual, 2);
      assertThat(actual).as("%s", sizes).containsExactly(expected);
    }
  }

  private static float[] numbers(Random random, int size) {
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = (float) random.nextGaussian();
    }
    return result;
  }
}
