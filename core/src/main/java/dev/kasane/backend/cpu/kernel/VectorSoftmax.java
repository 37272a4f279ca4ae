package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarSoftmax} with elements of a row as lanes; rows shorter than a vector, the common case, are masked. */
final class VectorSoftmax {

  private VectorSoftmax() {}

  static void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    if (!Lanes.MASKS) {
      ScalarSoftmax.softmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
      return;
    }
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
    for (int j = 0; j < n; j += COUNT) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, n);
      FloatVector z = FloatVector.fromArray(SPECIES, x, xo + j, mask).sub(max);
      z = z.blend(FloatMath.NEGATIVE_EXP_MIN, z.compare(VectorOperators.LT, FloatMath.NEGATIVE_EXP_MIN));
      FloatVector t = z.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, z);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      q.add(1f).mul(scale).intoArray(y, yo + j, mask);
    }
  }

  static void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    if (!Lanes.MASKS) {
      ScalarSoftmax.logSoftmax(rows, cols, x, xo, xPitch, y, yo, yPitch);
      return;
    }
    for (int i = 0; i < rows; i++) {
      int in = xo + i * xPitch;
      int out = yo + i * yPitch;
      float max = VectorReduce.max(cols, x, in);
      VectorBinaryScalar.binaryScalar(BinaryFunction.SUB, cols, x, in, max, y, out);
      float logSum = FloatMath.log(sumOfPowers(cols, y, out));
      VectorBinaryScalar.binaryScalar(BinaryFunction.SUB, cols, y, out, logSum, y, out);
    }
  }

  /** Σ eˣ of numbers up to 0 in the order of {@link Kernels#reduceColumns}. */
  private static float sumOfPowers(int n, float[] x, int xo) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    // Up to a multiple of sixteen, so that in the end each sum is where it was in the beginning.
    for (int j = 0; j < (n + 15 & ~15); j += COUNT) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, n);
      FloatVector z = FloatVector.fromArray(SPECIES, x, xo + j, mask);
      z = z.blend(FloatMath.NEGATIVE_EXP_MIN, z.compare(VectorOperators.LT, FloatMath.NEGATIVE_EXP_MIN));
      FloatVector t = z.fma(VectorConstants.LOG2_E, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_LN2_HIGH, z);
      r = whole.fma(VectorConstants.MINUS_LN2_LOW, r);
      FloatVector q = VectorConstants.E4.fma(r, VectorConstants.E3);
      q = q.fma(r, VectorConstants.E2).fma(r, VectorConstants.E1).fma(r, VectorConstants.E0);
      q = r.mul(r).fma(q, r);
      IntVector exponent = t.reinterpretAsInts().sub(FloatMath.ROUND_BITS);
      FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector power = FloatVector.zero(SPECIES).blend(q.add(1f).mul(scale), mask);
      // The sixteen sums are one, two or four vectors; the one whose turn it is comes first.
      if (COUNT == 16) {
        sum0 = sum0.add(power);
      } else if (COUNT == 8) {
        FloatVector next = sum1;
        sum1 = sum0.add(power);
        sum0 = next;
      } else {
        FloatVector next = sum1;
        sum1 = sum2;
        sum2 = sum3;
        sum3 = sum0.add(power);
        sum0 = next;
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
}
