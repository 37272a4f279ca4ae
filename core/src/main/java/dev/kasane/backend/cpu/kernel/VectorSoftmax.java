package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@link ScalarSoftmax} with elements of a row as lanes; rows shorter than a vector, the common case, are masked. */
final class VectorSoftmax {

  private VectorSoftmax() {}

  static void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int i = 0; i < rows; i++) {
      int in = xo + i * xPitch;
      int out = yo + i * yPitch;
      powers(cols, VectorReduce.max(cols, x, in), x, in, y, out);
      float factor = 1 / VectorReduce.sum(cols, y, out);
      VectorBinaryScalar.binaryScalar(BinaryFunction.MUL, cols, y, out, factor, y, out);
    }
  }

  /** {@code y[j] = e^(x[j] − max)}. */
  private static void powers(int n, float max, float[] x, int xo, float[] y, int yo) {
    int end = SPECIES.loopBound(n);
    for (int j = 0; j < end; j += COUNT) {
      VectorMath.exp(FloatVector.fromArray(SPECIES, x, xo + j).sub(max)).intoArray(y, yo + j);
    }
    if (Lanes.MASKS && end < n) {
      VectorMask<Float> mask = SPECIES.indexInRange(end, n);
      VectorMath.exp(FloatVector.fromArray(SPECIES, x, xo + end, mask).sub(max)).intoArray(y, yo + end, mask);
      return;
    }
    for (int j = end; j < n; j++) {
      y[yo + j] = FloatMath.exp(x[xo + j] - max);
    }
  }

  static void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int i = 0; i < rows; i++) {
      int in = xo + i * xPitch;
      int out = yo + i * yPitch;
      float max = VectorReduce.max(cols, x, in);
      VectorBinaryScalar.binaryScalar(BinaryFunction.SUB, cols, x, in, max, y, out);
      float logSum = FloatMath.log(sumOfPowers(cols, y, out));
      VectorBinaryScalar.binaryScalar(BinaryFunction.SUB, cols, y, out, logSum, y, out);
    }
  }

  /** Σ eˣ in the order of {@link Kernels#reduceColumns}. */
  private static float sumOfPowers(int n, float[] x, int xo) {
    if (!Lanes.MASKS) {
      return ScalarSoftmax.sumOfPowers(n, x, xo);
    }
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < n; j += VectorReduce.PARTS) {
      sum0 = sum0.add(powers(0, n - j, x, xo + j));
      if (COUNT < 16) {
        sum1 = sum1.add(powers(1, n - j, x, xo + j));
      }
      if (COUNT < 8) {
        sum2 = sum2.add(powers(2, n - j, x, xo + j));
        sum3 = sum3.add(powers(3, n - j, x, xo + j));
      }
    }
    return VectorReduce.fold(sum0, sum1, sum2, sum3);
  }

  /** Vector {@code number} of the n elements that are left of a row; zeros behind its end. */
  private static FloatVector powers(int number, int n, float[] x, int xo) {
    int first = number * COUNT;
    VectorMask<Float> mask = SPECIES.indexInRange(first, n);
    FloatVector powers = VectorMath.exp(FloatVector.fromArray(SPECIES, x, xo + first, mask));
    return FloatVector.zero(SPECIES).blend(powers, mask);
  }
}
