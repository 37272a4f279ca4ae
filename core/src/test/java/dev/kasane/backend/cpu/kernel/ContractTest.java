package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contraction against sums in double, at random sizes and strides. */
@Tag("widths")
class ContractTest {

  /** A contraction with random strides; C has rows of its own pitch between canaries. */
  private record Case(
      int m, int n, int k, int terms, float[] a, int ao, int ai, int ap, int at, float[] b, int bo, int bp, int bt,
      Block c) {

    static Case random(Random random, int m, int n, int k, int terms) {
      int ao = random.nextInt(4);
      int ai = random.nextInt(1, 9);
      int ap = random.nextInt(1, 9);
      int at = random.nextInt(0, 9);
      // Now and then a matrix in the usual layout, or a transposed one.
      switch (random.nextInt(3)) {
        case 0 -> {
          ap = 1;
          ai = k + random.nextInt(3);
        }
        case 1 -> {
          ai = 1;
          ap = m + random.nextInt(3);
        }
        default -> {}
      }
      int bo = random.nextInt(4);
      int bp = n + random.nextInt(4);
      int bt = random.nextInt(0, 3) * bp;
      float[] a = numbers(random, size(ao, m, ai, k, ap, terms, at, 1));
      float[] b = numbers(random, size(bo, 1, 0, k, bp, terms, bt, n));
      Block c = Block.random(random, m, n, random.nextInt(4), random.nextInt(4));
      return new Case(m, n, k, terms, a, ao, ai, ap, at, b, bo, bp, bt, c);
    }

    /** Up to and with the last element that is used. */
    private static int size(int offset, int m, int mStep, int k, int kStep, int terms, int tStep, int last) {
      return offset + Math.max(0, m - 1) * mStep + Math.max(0, k - 1) * kStep + Math.max(0, terms - 1) * tStep + last;
    }

    private static float[] numbers(Random random, int size) {
      float[] result = new float[size];
      for (int i = 0; i < size; i++) {
        result[i] = (float) random.nextGaussian();
      }
      return result;
    }

    Block run(Kernels kernels, boolean accumulate) {
      Block result = c.copy();
      kernels.contract(
          m, n, k, terms, a, ao, ai, ap, at, b, bo, bp, bt, result.data, result.offset, result.pitch, accumulate);
      return result;
    }

    Block runRowByRow(Kernels kernels, int rows, boolean accumulate) {
      Block result = c.copy();
      for (int i = 0; i < m; i += rows) {
        kernels.contract(
            Math.min(rows, m - i), n, k, terms, a, ao + i * ai, ai, ap, at, b, bo, bp, bt, result.data,
            result.offset + i * result.pitch, result.pitch, accumulate);
      }
      return result;
    }

    void check(Block result, boolean accumulate) {
      result.assertPaddingUntouched();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = accumulate ? c.get(i, j) : 0;
          double magnitude = Math.abs(sum);
          for (int t = 0; t < terms; t++) {
            for (int p = 0; p < k; p++) {
              double product = (double) a[ao + t * at + i * ai + p * ap] * b[bo + t * bt + p * bp + j];
              sum += product;
              magnitude += Math.abs(product);
            }
          }
          // Each of the additions rounds to half an ulp of a partial sum, at most the sum of magnitudes.
          double bound = magnitude * 0x1p-24 * (terms * k + 1);
          assertThat(result.get(i, j) - sum).as("C[%d, %d] of %s", i, j, sizes()).isBetween(-bound, bound);
        }
      }
    }

    String sizes() {
      return "m " + m + ", n " + n + ", k " + k + ", terms " + terms + ", ai " + ai + ", ap " + ap;
    }
  }

  @Test
  void agreesWithSumsInDouble() {
    long seed = System.nanoTime();
    System.out.println("ContractTest seed " + seed);
    Random random = new Random(seed);
    int[] widths = Sizes.awkward();
    for (int round = 0; round < 400; round++) {
      int n = round < widths.length ? widths[round] : random.nextInt(70);
      Case problem = Case.random(random, random.nextInt(35), n, random.nextInt(20), random.nextInt(5));
      check(problem);
    }
  }

  @Test
  void agreesWhereSumsAreLong() {
    Random random = new Random(7);
    check(Case.random(random, 13, 35, 784, 1));
    check(Case.random(random, 9, 20, 257, 3));
    check(Case.random(random, 10, 33, 100, 9));
    check(Case.random(random, 5, 17, 0, 3));
    check(Case.random(random, 5, 17, 300, 0));
  }

  private static void check(Case problem) {
    for (boolean accumulate : new boolean[] {false, true}) {
      Block expected = problem.run(new ScalarKernels(), accumulate);
      problem.check(expected, accumulate);
      Block actual = problem.run(KernelProvider.get(), accumulate);
      actual.assertSameBits(expected);
      for (int rows : new int[] {1, 3, 8}) {
        problem.runRowByRow(KernelProvider.get(), rows, accumulate).assertSameBits(actual);
      }
    }
  }

  @Test
  void infinityAndNanReachTheSum() {
    for (Kernels kernels : Sizes.implementations()) {
      int n = kernels.lanes() + 1;
      float[] b = new float[2 * n];
      Arrays.fill(b, 1);
      float[] c = new float[n];
      kernels.contract(1, n, 2, 1, new float[] {Float.POSITIVE_INFINITY, 1}, 0, 0, 1, 0, b, 0, n, 0, c, 0, n, false);
      assertThat(c).containsOnly(Float.POSITIVE_INFINITY);
      kernels.contract(1, n, 2, 1, new float[] {Float.NaN, 1}, 0, 0, 1, 0, b, 0, n, 0, c, 0, n, false);
      for (float value : c) {
        assertThat(value).isNaN();
      }
    }
  }
}
