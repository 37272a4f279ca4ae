package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The three transforms together are a convolution of 6 × 6 pixels to 4 × 4, channel by channel. */
@Tag("widths")
class WinogradTest {

  /** What the transforms gave: 36 planes of input and of kernel, and the pixels. */
  private record Results(float[] v, float[] u, Block y) {}

  @Test
  void theTransformsMakeAConvolution() {
    Random random = new Random(3);
    for (int n : Sizes.awkward()) {
      for (boolean backwards : new boolean[] {false, true}) {
        check(random, n, random.nextInt(1, 5), random.nextInt(1, 5), backwards);
      }
    }
  }

  private static void check(Random random, int n, int rows, int columns, boolean backwards) {
    Block x = Block.random(random, 36, n, 3, 2);
    Block w = Block.random(random, 9, n, 1, 1);
    Results expected = null;
    for (Kernels kernels : Sizes.implementations()) {
      Results actual = run(kernels, x, w, n, rows, columns, backwards);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          for (int c = 0; c < n; c++) {
            double sum = 0;
            for (int tap = 0; tap < 9; tap++) {
              double factor = w.get(backwards ? 8 - tap : tap, c);
              sum += factor * x.get((i + tap / 3) * 6 + j + tap % 3, c);
            }
            double error = actual.y.get(i * columns + j, c) - sum;
            assertThat(error).as("%d, %d of channel %d", i, j, c).isBetween(-1e-4, 1e-4);
          }
        }
      }
      actual.y.assertPaddingUntouched();
      if (expected != null) {
        assertThat(actual.v).isEqualTo(expected.v);
        assertThat(actual.u).isEqualTo(expected.u);
        actual.y.assertSameBits(expected.y);
      }
      expected = actual;
    }
  }

  private static Results run(
      Kernels kernels, Block x, Block w, int n, int rows, int columns, boolean backwards) {
    float[] v = new float[36 * n + 5];
    float[] u = new float[36 * n + 5];
    float[] m = new float[36 * n];
    float[] room = new float[36 * kernels.lanes() + 1];
    Block y = Block.empty(rows * columns, n, 2, 1);
    kernels.winogradInput(n, x.data, x.offset, 6 * x.pitch, x.pitch, v, 5, n, room, 1);
    int wo = w.offset + (backwards ? 8 * w.pitch : 0);
    kernels.winogradKernel(n, w.data, wo, backwards ? -w.pitch : w.pitch, u, 5, n, room, 1);
    for (int i = 0; i < m.length; i++) {
      m[i] = v[i + 5] * u[i + 5];
    }
    kernels.winogradOutput(n, m, 0, n, y.data, y.offset, columns * y.pitch, y.pitch, rows, columns, room, 1);
    return new Results(v, u, y);
  }

  @Test
  void theTransformsOfGradientsMakeTheGradientByAKernel() {
    Random random = new Random(4);
    for (int n : Sizes.awkward()) {
      Block x = Block.random(random, 36, n, 3, 2);
      Block dy = Block.random(random, 16, n, 1, 1);
      Block expected = null;
      for (Kernels kernels : Sizes.implementations()) {
        Block actual = gradient(kernels, x, dy, n);
        for (int tap = 0; tap < 9; tap++) {
          for (int c = 0; c < n; c++) {
            double sum = 0;
            for (int pixel = 0; pixel < 16; pixel++) {
              sum += (double) dy.get(pixel, c) * x.get((pixel / 4 + tap / 3) * 6 + pixel % 4 + tap % 3, c);
            }
            assertThat(actual.get(tap, c) - sum).as("tap %d of channel %d", tap, c).isBetween(-1e-4, 1e-4);
          }
        }
        actual.assertPaddingUntouched();
        if (expected != null) {
          actual.assertSameBits(expected);
        }
        expected = actual;
      }
    }
  }

  private static Block gradient(Kernels kernels, Block x, Block dy, int n) {
    float[] v = new float[36 * n];
    float[] z = new float[36 * n + 3];
    float[] room = new float[36 * kernels.lanes() + 1];
    kernels.winogradInput(n, x.data, x.offset, 6 * x.pitch, x.pitch, v, 0, n, room, 1);
    kernels.winogradOutputGrad(n, dy.data, dy.offset, 4 * dy.pitch, dy.pitch, z, 3, n, room, 1);
    for (int i = 0; i < v.length; i++) {
      v[i] *= z[i + 3];
    }
    Block dw = Block.empty(9, n, 2, 1);
    kernels.winogradKernelGrad(n, v, 0, n, dw.data, dw.offset, dw.pitch, room, 1);
    return dw;
  }
}
