package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sums channel by channel against sums in double, at random sizes and distances. */
@Tag("widths")
class DepthwiseTest {

  @Test
  void agreesWithSumsInDoubleAndWithTheScalarKernels() {
    long seed = System.nanoTime();
    System.out.println("DepthwiseTest seed " + seed);
    Random random = new Random(seed);
    int[] widths = Sizes.awkward();
    for (int round = 0; round < 300; round++) {
      int n = widths[round % widths.length];
      check(random, random.nextInt(20), n, random.nextInt(6), random.nextInt(5));
    }
  }

  private static void check(Random random, int m, int n, int k, int terms) {
    int ai = random.nextInt(-5, 9);
    int ap = random.nextInt(-5, 9);
    int at = random.nextInt(-5, 9);
    int wp = n + random.nextInt(3);
    int wt = random.nextInt(3) * wp;
    // the first element that is used lies at 0, the last at the end
    int ao = before(m, ai) + before(k, ap) + before(terms, at);
    float[] a = numbers(random, ao + after(m, ai) + after(k, ap) + after(terms, at) + n);
    float[] w = numbers(random, after(k, wp) + after(terms, wt) + n);
    Block y = Block.random(random, m, n, random.nextInt(4), random.nextInt(4));
    for (boolean accumulate : new boolean[] {false, true}) {
      Block expected = y.copy();
      new ScalarKernels()
          .depthwise(
              m, n, k, terms, a, ao, ai, ap, at, w, 0, wp, wt, expected.data, expected.offset, expected.pitch,
              accumulate);
      expected.assertPaddingUntouched();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = accumulate ? y.get(i, j) : 0;
          double magnitude = Math.abs(sum);
          for (int t = 0; t < terms; t++) {
            for (int p = 0; p < k; p++) {
              double product = (double) a[ao + t * at + i * ai + p * ap + j] * w[t * wt + p * wp + j];
              sum += product;
              magnitude += Math.abs(product);
            }
          }
          double bound = magnitude * 0x1p-24 * (terms * k + 1);
          assertThat(expected.get(i, j) - sum).as("Y[%d, %d] of %d x %d", i, j, m, n).isBetween(-bound, bound);
        }
      }
      Block actual = y.copy();
      KernelProvider.get()
          .depthwise(
              m, n, k, terms, a, ao, ai, ap, at, w, 0, wp, wt, actual.data, actual.offset, actual.pitch, accumulate);
      actual.assertSameBits(expected);
    }
  }

  private static int before(int count, int step) {
    return count > 0 && step < 0 ? -step * (count - 1) : 0;
  }

  private static int after(int count, int step) {
    return count > 0 && step > 0 ? step * (count - 1) : 0;
  }

  private static float[] numbers(Random random, int size) {
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = (float) random.nextGaussian();
    }
    return result;
  }
}
