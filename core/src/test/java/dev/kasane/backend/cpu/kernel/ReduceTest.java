package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.graph.ReduceFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reductions and softmax against sums in double, with the same bits from both implementations. */
@Tag("widths")
class ReduceTest {

  /** Squared deviations are computed by steps of their own. */
  private static final List<ReduceFunction> FUNCTIONS = List.of(ReduceFunction.SUM, ReduceFunction.MAX);

  private static final int[] ROWS = {0, 1, 3, 4, 37, 255, 256, 257, 600};

  @Test
  void rowsReduceToOneValuePerColumn() {
    Random random = new Random(1);
    for (ReduceFunction f : FUNCTIONS) {
      for (boolean accumulate : new boolean[] {false, true}) {
        for (int cols : Sizes.awkward()) {
          for (int rows : ROWS) {
            Block x = Block.random(random, rows, cols, 3, 2);
            Block start = Block.random(random, 1, cols, 1, 0);
            Block expected = null;
            for (Kernels kernels : Sizes.implementations()) {
              Block y = start.copy();
              kernels.reduceRows(f, rows, cols, x.data, x.offset, x.pitch, y.data, y.offset, accumulate);
              y.assertPaddingUntouched();
              for (int j = 0; j < cols; j++) {
                double[] elements = new double[rows + 1];
                for (int i = 0; i < rows; i++) {
                  elements[i] = x.get(i, j);
                }
                elements[rows] = accumulate ? start.get(0, j) : identity(f);
                check(f, elements, y.get(0, j));
              }
              if (expected != null) {
                y.assertSameBits(expected);
              }
              expected = y;
            }
          }
        }
      }
    }
  }

  private static float identity(ReduceFunction f) {
    return f == ReduceFunction.SUM ? 0 : Float.NEGATIVE_INFINITY;
  }

  private static void check(ReduceFunction f, double[] elements, float actual) {
    double sum = 0;
    double magnitude = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (double element : elements) {
      sum += element;
      magnitude += Math.abs(element);
      max = Math.max(max, element);
    }
    switch (f) {
      case SUM -> assertThat(Math.abs(actual - sum)).isLessThanOrEqualTo(magnitude * 1e-6);
      case MAX -> assertThat(actual).isEqualTo((float) max);
    }
  }

  @Test
  void columnsReduceToOneValuePerRow() {
    Random random = new Random(2);
    for (ReduceFunction f : FUNCTIONS) {
      for (boolean accumulate : new boolean[] {false, true}) {
        for (int cols : Sizes.awkward()) {
          Block x = Block.random(random, 5, cols, 3, cols % 3);
          Block start = Block.random(random, 5, 1, 2, 1);
          Block expected = null;
          for (Kernels kernels : Sizes.implementations()) {
            Block y = start.copy();
            kernels.reduceColumns(
                f, 5, cols, x.data, x.offset, x.pitch, y.data, y.offset, y.pitch, accumulate);
            y.assertPaddingUntouched();
            for (int i = 0; i < 5; i++) {
              double[] elements = new double[cols + 1];
              for (int j = 0; j < cols; j++) {
                elements[j] = x.get(i, j);
              }
              elements[cols] = accumulate ? start.get(i, 0) : identity(f);
              check(f, elements, y.get(i, 0));
            }
            if (expected != null) {
              y.assertSameBits(expected);
            }
            expected = y;
          }
        }
      }
    }
  }

  @Test
  void sumsOfManyRowsStayAccurate() {
    int rows = 86_000;
    float[] x = new float[rows * 3];
    Arrays.fill(x, 0.1f);
    for (Kernels kernels : Sizes.implementations()) {
      float[] y = new float[3];
      kernels.reduceRows(ReduceFunction.SUM, rows, 3, x, 0, 3, y, 0, false);
      for (float sum : y) {
        // One running sum would be wrong by about 1e−3.
        assertThat(sum / (rows * (double) 0.1f) - 1).isBetween(-2e-6, 2e-6);
      }
    }
  }

  @Test
  void nanIsTheMaximumWhereverItIs() {
    for (Kernels kernels : Sizes.implementations()) {
      for (int cols : Sizes.awkward()) {
        for (int at = 0; at < cols; at++) {
          float[] x = new float[cols];
          x[at] = Float.NaN;
          float[] y = new float[cols];
          kernels.reduceColumns(ReduceFunction.MAX, 1, cols, x, 0, cols, y, 0, 1, false);
          assertThat(y[0]).isNaN();
          kernels.reduceRows(ReduceFunction.MAX, 1, cols, x, 0, cols, y, 0, false);
          assertThat(y[at]).isNaN();
        }
      }
    }
  }

  @Test
  void argMaxIsTheFirstOfEquals() {
    Random random = new Random(3);
    for (Kernels kernels : Sizes.implementations()) {
      for (int cols : Sizes.awkward()) {
        Block x = Block.empty(7, cols, 1, 2);
        for (int i = 0; i < 7; i++) {
          for (int j = 0; j < cols; j++) {
            x.set(i, j, random.nextInt(4));
          }
        }
        Block y = Block.empty(7, 1, 3, 4);
        kernels.argMax(7, cols, x.data, x.offset, x.pitch, y.data, y.offset, y.pitch);
        y.assertPaddingUntouched();
        for (int i = 0; i < 7; i++) {
          int best = 0;
          for (int j = cols - 1; j >= 0; j--) {
            best = x.get(i, j) >= x.get(i, best) ? j : best;
          }
          assertThat(y.get(i, 0)).isEqualTo(best);
        }
      }
      float[] y = new float[2];
      float[] x = {Float.NaN, 1, 0, Float.NaN};
      kernels.argMax(2, 2, x, 0, 2, y, 0, 1);
      assertThat(y).containsExactly(0, 0);
    }
  }

  @Test
  void softmaxAndItsLogarithmAreStable() {
    Random random = new Random(4);
    for (int cols : Sizes.awkward()) {
      for (float scale : new float[] {1, 1000, 1e30f}) {
        Block x = Block.random(random, 6, cols, 3, 2);
        for (int i = 0; i < 6; i++) {
          for (int j = 0; j < cols; j++) {
            x.set(i, j, x.get(i, j) * scale);
          }
        }
        Block[] expected = new Block[2];
        for (Kernels kernels : Sizes.implementations()) {
          Block softmax = Block.empty(6, cols, 1, 1);
          kernels.softmax(6, cols, x.data, x.offset, x.pitch, softmax.data, softmax.offset, softmax.pitch);
          Block logSoftmax = Block.empty(6, cols, 2, 3);
          kernels.logSoftmax(
              6, cols, x.data, x.offset, x.pitch, logSoftmax.data, logSoftmax.offset, logSoftmax.pitch);
          softmax.assertPaddingUntouched();
          logSoftmax.assertPaddingUntouched();
          for (int i = 0; i < 6; i++) {
            checkSoftmaxRow(x, softmax, logSoftmax, i);
          }
          if (expected[0] != null) {
            softmax.assertSameBits(expected[0]);
            logSoftmax.assertSameBits(expected[1]);
          }
          expected = new Block[] {softmax, logSoftmax};

          Block inPlace = x.copy();
          kernels.softmax(6, cols, inPlace.data, 3, inPlace.pitch, inPlace.data, 3, inPlace.pitch);
          Block logInPlace = x.copy();
          kernels.logSoftmax(6, cols, logInPlace.data, 3, logInPlace.pitch, logInPlace.data, 3, logInPlace.pitch);
          for (int i = 0; i < 6; i++) {
            for (int j = 0; j < cols; j++) {
              assertThat(inPlace.get(i, j)).isEqualTo(softmax.get(i, j));
              assertThat(logInPlace.get(i, j)).isEqualTo(logSoftmax.get(i, j));
            }
          }
        }
      }
    }
  }

  private static void checkSoftmaxRow(Block x, Block softmax, Block logSoftmax, int i) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < x.cols; j++) {
      max = Math.max(max, x.get(i, j));
    }
    double sum = 0;
    for (int j = 0; j < x.cols; j++) {
      sum += Math.exp(x.get(i, j) - max);
    }
    for (int j = 0; j < x.cols; j++) {
      double logarithm = x.get(i, j) - max - Math.log(sum);
      assertThat(softmax.get(i, j) - Math.exp(logarithm)).isBetween(-1e-6, 1e-6);
      // x − max is rounded, and so is what is taken from it.
      double bound = 1e-6 + 2 * Math.ulp((float) logarithm);
      assertThat(logSoftmax.get(i, j) - logarithm).isBetween(-bound, bound);
    }
  }
}
