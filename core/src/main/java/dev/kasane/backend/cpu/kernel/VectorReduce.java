package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.ReduceFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums and maxima: of columns with columns as lanes, of rows with sixteen partial sums in one, two or four vectors. */
final class VectorReduce {

  /** Partial sums of a row, whatever the vector width, so that each width gives the same bits. */
  static final int PARTS = 16;

  private VectorReduce() {}

  static void reduceRows(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, boolean accumulate) {
    if (!accumulate) {
      float start = ScalarReduce.identity(f);
      for (int j = 0; j < cols; j++) {
        y[yo + j] = start;
      }
    }
    int end = SPECIES.loopBound(cols);
    for (int i = 0; i < rows; i += ScalarReduce.ROW_BLOCK) {
      int height = Math.min(ScalarReduce.ROW_BLOCK, rows - i);
      int in = xo + i * xPitch;
      switch (f) {
        case SUM -> {
          for (int j = 0; j < end; j += COUNT) {
            addBlock(height, x, in + j, xPitch, y, yo + j);
          }
          ScalarReduce.addBlock(height, end, cols, x, in, xPitch, y, yo);
        }
        case MAX -> {
          for (int j = 0; j < end; j += COUNT) {
            maxOfBlock(height, x, in + j, xPitch, y, yo + j);
          }
          ScalarReduce.maxOfBlock(height, end, cols, x, in, xPitch, y, yo);
        }
        case SQUARED_DEVIATION -> throw ScalarReduce.unknown();
      }
    }
  }

  private static void addBlock(int rows, float[] x, int xo, int xPitch, float[] y, int yo) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    int i = 0;
    int at = xo;
    for (; i + 4 <= rows; i += 4) {
      sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, at));
      sum1 = sum1.add(FloatVector.fromArray(SPECIES, x, at + xPitch));
      sum2 = sum2.add(FloatVector.fromArray(SPECIES, x, at + 2 * xPitch));
      sum3 = sum3.add(FloatVector.fromArray(SPECIES, x, at + 3 * xPitch));
      at += 4 * xPitch;
    }
    for (; i < rows; i++) {
      sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, at));
      at += xPitch;
    }
    FloatVector sum = sum0.add(sum1).add(sum2.add(sum3));
    FloatVector.fromArray(SPECIES, y, yo).add(sum).intoArray(y, yo);
  }

  private static void maxOfBlock(int rows, float[] x, int xo, int xPitch, float[] y, int yo) {
    FloatVector max = FloatVector.fromArray(SPECIES, y, yo);
    for (int i = 0; i < rows; i++) {
      max = max.max(FloatVector.fromArray(SPECIES, x, xo + i * xPitch));
    }
    max.intoArray(y, yo);
  }

  static void reduceColumns(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride,
      boolean accumulate) {
    for (int i = 0; i < rows; i++) {
      int row = xo + i * xPitch;
      int out = yo + i * yStride;
      switch (f) {
        case SUM -> y[out] = (accumulate ? y[out] : 0) + sum(cols, x, row);
        case MAX -> {
          float max = max(cols, x, row);
          y[out] = accumulate ? Math.max(y[out], max) : max;
        }
        case SQUARED_DEVIATION -> throw ScalarReduce.unknown();
      }
    }
  }

  /** The sum of a row in the order of {@link Kernels#reduceColumns}. */
  static float sum(int n, float[] x, int xo) {
    if (!Lanes.MASKS) {
      return ScalarReduce.sum(n, x, xo);
    }
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    int j = 0;
    for (; j + PARTS <= n; j += PARTS) {
      sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, xo + j));
      if (COUNT < 16) {
        sum1 = sum1.add(FloatVector.fromArray(SPECIES, x, xo + j + COUNT));
      }
      if (COUNT < 8) {
        sum2 = sum2.add(FloatVector.fromArray(SPECIES, x, xo + j + 2 * COUNT));
        sum3 = sum3.add(FloatVector.fromArray(SPECIES, x, xo + j + 3 * COUNT));
      }
    }
    if (j < n) {
      // Behind the end of the row masked loads give zeros.
      int in = xo + j;
      sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, in, SPECIES.indexInRange(j, n)));
      if (COUNT < 16) {
        sum1 = sum1.add(FloatVector.fromArray(SPECIES, x, in + COUNT, SPECIES.indexInRange(j + COUNT, n)));
      }
      if (COUNT < 8) {
        sum2 = sum2.add(FloatVector.fromArray(SPECIES, x, in + 2 * COUNT, SPECIES.indexInRange(j + 2 * COUNT, n)));
        sum3 = sum3.add(FloatVector.fromArray(SPECIES, x, in + 3 * COUNT, SPECIES.indexInRange(j + 3 * COUNT, n)));
      }
    }
    FloatVector sum = COUNT == 4 ? sum0.add(sum2).add(sum1.add(sum3)) : sum0.add(sum1);
    sum = sum.add(sum.rearrange(Lanes.HALF));
    sum = sum.add(sum.rearrange(Lanes.QUARTER));
    if (COUNT >= 8) {
      sum = sum.add(sum.rearrange(Lanes.EIGHTH));
    }
    if (COUNT >= 16) {
      sum = sum.add(sum.rearrange(Lanes.SIXTEENTH));
    }
    return sum.lane(0);
  }

  /** The largest of a row, NaN if one of them is, −∞ if there is none. */
  static float max(int n, float[] x, int xo) {
    int end = SPECIES.loopBound(n);
    if (end == 0) {
      return maxOfFew(n, x, xo);
    }
    FloatVector max = FloatVector.fromArray(SPECIES, x, xo);
    for (int j = COUNT; j < end; j += COUNT) {
      max = max.max(FloatVector.fromArray(SPECIES, x, xo + j));
    }
    // The last vector may overlap the one before it: no harm to a maximum.
    return max.max(FloatVector.fromArray(SPECIES, x, xo + n - COUNT)).reduceLanes(VectorOperators.MAX);
  }

  private static float maxOfFew(int n, float[] x, int xo) {
    if (!Lanes.MASKS) {
      return ScalarReduce.max(n, x, xo);
    }
    VectorMask<Float> mask = SPECIES.indexInRange(0, n);
    FloatVector few = FloatVector.fromArray(SPECIES, x, xo, mask);
    FloatVector least = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    return least.blend(few, mask).reduceLanes(VectorOperators.MAX);
  }
}
