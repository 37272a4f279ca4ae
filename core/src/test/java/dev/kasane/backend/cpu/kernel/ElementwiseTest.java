package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element functions against double, at every order of magnitude, and the two implementations against each other. */
@Tag("widths")
class ElementwiseTest {

  private static final float[] SPECIAL = {
    0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL,
    Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 88.72f, 88.73f,
    -87.3f, -103.9f, -104.1f, 10_000f, -10_001f, 3e38f, 0.92f, 4f, 9.1f, 20.5f, (float) Math.PI, 1e-20f, -1e-30f
  };

  private static DoubleUnaryOperator exact(UnaryFunction f) {
    return switch (f) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case SQUARE -> x -> x * x;
      case SQRT -> Math::sqrt;
      case RECIPROCAL -> x -> 1 / x;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case TANH -> Math::tanh;
      case RELU -> x -> Math.max(x, 0);
      case ERF -> ElementwiseTest::erf;
      case SIN -> Math::sin;
      case COS -> Math::cos;
    };
  }

  /** By Simpson's rule from the definition, 2/√π ∫ e^(−t²) dt: independent of the series the reference backend sums. */
  private static double erf(double x) {
    double limit = Math.min(Math.abs(x), 6);
    if (Double.isNaN(x) || limit < 1e-5) {
      return 2 / Math.sqrt(Math.PI) * x;
    }
    int steps = 400;
    double h = limit / steps;
    double sum = 1 + Math.exp(-limit * limit);
    for (int i = 1; i < steps; i++) {
      double t = i * h;
      sum += Math.exp(-t * t) * (i % 2 == 1 ? 4 : 2);
    }
    return Math.signum(x) * 2 / Math.sqrt(Math.PI) * sum * h / 3;
  }

  /** Errors allowed, in ulp of the result. */
  private static double ulps(UnaryFunction f) {
    return switch (f) {
      case NEG, ABS, SIGN, RELU -> 0;
      case SQUARE, SQRT, RECIPROCAL -> 0.5;
      case EXP, LOG -> 1.5;
      case SOFTPLUS, ERF, SIN, COS -> 2;
      case SIGMOID, TANH -> 3;
    };
  }

  @ParameterizedTest
  @EnumSource
  void unaryAgreesWithDouble(UnaryFunction f) {
    // Every 1,048,573rd of all floats, prime so that low bits vary, and the special values.
    int count = 4096;
    float[] x = new float[count + SPECIAL.length];
    for (int i = 0; i < count; i++) {
      x[i] = Float.intBitsToFloat(i * 1_048_573);
    }
    System.arraycopy(SPECIAL, 0, x, count, SPECIAL.length);
    check(f, x);
  }

  @ParameterizedTest
  @EnumSource
  void unaryAgreesWithDoubleWhereModelsCompute(UnaryFunction f) {
    Random random = new Random(11);
    float[] x = new float[20_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian() * (i % 2 == 0 ? 1 : 10);
    }
    check(f, x);
  }

  private static void check(UnaryFunction f, float[] x) {
    float[] expected = null;
    for (Kernels kernels : Sizes.implementations()) {
      float[] y = new float[x.length];
      kernels.unary(f, x.length, x, 0, y, 0);
      for (int i = 0; i < x.length; i++) {
        checkValue(f.name(), x[i], exact(f).applyAsDouble(x[i]), y[i], ulps(f), absoluteError(f, x[i]));
      }
      assertThat(y).as("same bits").isEqualTo(expected == null ? y : expected);
      expected = y;
    }
  }

  /** Sine and cosine near their zeros are right to 1e−7; sigmoid and softplus are 0 where they would be subnormal. */
  private static double absoluteError(UnaryFunction f, float x) {
    return switch (f) {
      case SIN, COS -> Math.abs(x) > 0.5 ? 1e-7 : 0;
      case SIGMOID, SOFTPLUS -> Float.MIN_NORMAL;
      default -> 0;
    };
  }

  private static void checkValue(String what, double x, double exact, float actual, double ulps, double absolute) {
    float rounded = (float) exact;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      // Where the exact value is just too large for a float, the largest floats are as good.
      boolean nearLargest = Float.isInfinite(rounded) && Math.abs(actual) > 3.4e38f && rounded > 0 == actual > 0;
      assertThat(nearLargest || Float.compare(actual, rounded) == 0).as("%s(%s) is %s", what, x, actual).isTrue();
      return;
    }
    double bound = Math.max(absolute, ulps * Math.ulp(rounded) + Math.abs(rounded - exact) * 1e-3);
    assertThat(Math.abs(actual - exact)).as("error of %s(%s) = %s", what, x, actual).isLessThanOrEqualTo(bound);
  }

  @ParameterizedTest
  @EnumSource
  void unaryAtAwkwardSizesLeavesTheRestAlone(UnaryFunction f) {
    Random random = new Random(3);
    for (int n : Sizes.awkward()) {
      Block x = Block.random(random, 1, n, 3, 0);
      Block expected = Block.empty(1, n, 5, 0);
      Block actual = expected.copy();
      new ScalarKernels().unary(f, n, x.data, x.offset, expected.data, expected.offset);
      KernelProvider.get().unary(f, n, x.data, x.offset, actual.data, actual.offset);
      actual.assertSameBits(expected);
      actual.assertPaddingUntouched();
      KernelProvider.get().unary(f, n, x.data, x.offset, x.data, x.offset);
      for (int j = 0; j < n; j++) {
        assertThat(x.get(0, j)).as("in place").isEqualTo(Float.valueOf(actual.get(0, j)));
      }
    }
  }

  private static DoubleBinaryOperator exact(BinaryFunction f) {
    return switch (f) {
      case ADD -> Double::sum;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case POW -> Math::pow;
      case GREATER -> (a, b) -> a > b ? 1 : 0;
      case GREATER_EQUAL -> (a, b) -> a >= b ? 1 : 0;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
    };
  }

  @ParameterizedTest
  @EnumSource
  void binaryAgreesWithDoubleForSpecialValues(BinaryFunction f) {
    int count = SPECIAL.length;
    float[] a = new float[count * count];
    float[] b = new float[count * count];
    for (int i = 0; i < a.length; i++) {
      a[i] = SPECIAL[i / count];
      b[i] = SPECIAL[i % count];
    }
    for (Kernels kernels : Sizes.implementations()) {
      float[] y = new float[a.length];
      kernels.binary(f, a.length, a, 0, b, 0, y, 0);
      for (int i = 0; i < a.length; i++) {
        checkValue(f + " of " + a[i], b[i], exact(f).applyAsDouble(a[i], b[i]), y[i], 0.5, 0);
      }
      float[] row = new float[count];
      for (int i = 0; i < count; i++) {
        kernels.binaryScalar(f, count, SPECIAL, 0, SPECIAL[i], row, 0);
        for (int j = 0; j < count; j++) {
          assertThat(row[j]).as("%s of %s, %s", f, SPECIAL[j], SPECIAL[i]).isEqualTo(Float.valueOf(y[j * count + i]));
        }
        kernels.scalarBinary(f, count, SPECIAL[i], SPECIAL, 0, row, 0);
        for (int j = 0; j < count; j++) {
          assertThat(row[j]).as("%s of %s, %s", f, SPECIAL[i], SPECIAL[j]).isEqualTo(Float.valueOf(y[i * count + j]));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryAtAwkwardSizesLeavesTheRestAlone(BinaryFunction f) {
    Random random = new Random(4);
    for (int n : Sizes.awkward()) {
      Block a = Block.random(random, 1, n, 1, 0);
      Block b = Block.random(random, 1, n, 2, 0);
      for (Kernels kernels : Sizes.implementations()) {
        Block y = Block.empty(1, n, 3, 0);
        kernels.binary(f, n, a.data, a.offset, b.data, b.offset, y.data, y.offset);
        y.assertPaddingUntouched();
        checkRow(f, a, b, y);
        Block inPlace = a.copy();
        kernels.binary(f, n, inPlace.data, 1, b.data, 2, inPlace.data, 1);
        checkRow(f, a, b, inPlace);
        inPlace = b.copy();
        kernels.binary(f, n, a.data, 1, inPlace.data, 2, inPlace.data, 2);
        checkRow(f, a, b, inPlace);

        Block two = b.copy();
        two.fill(2);
        y = Block.empty(1, n, 3, 0);
        kernels.binaryScalar(f, n, a.data, a.offset, 2, y.data, y.offset);
        y.assertPaddingUntouched();
        checkRow(f, a, two, y);
        y = Block.empty(1, n, 3, 0);
        kernels.scalarBinary(f, n, 2, a.data, a.offset, y.data, y.offset);
        y.assertPaddingUntouched();
        checkRow(f, two, a, y);
      }
    }
  }

  private static void checkRow(BinaryFunction f, Block a, Block b, Block y) {
    for (int j = 0; j < y.cols; j++) {
      double exact = exact(f).applyAsDouble(a.get(0, j), b.get(0, j));
      checkValue(f + " of " + a.get(0, j), b.get(0, j), exact, y.get(0, j), 0.5, 0);
    }
  }

  @Test
  void selectTakesWhereTheConditionIsNotZero() {
    Random random = new Random(5);
    for (int n : Sizes.awkward()) {
      Block a = Block.random(random, 1, n, 1, 0);
      Block b = Block.random(random, 1, n, 2, 0);
      Block condition = Block.random(random, 1, n, 3, 0);
      for (int j = 0; j < n; j++) {
        float[] values = {0f, -0f, Float.NaN, 1f, condition.get(0, j)};
        condition.set(0, j, values[random.nextInt(values.length)]);
      }
      for (Kernels kernels : Sizes.implementations()) {
        Block y = Block.empty(1, n, 4, 0);
        kernels.select(n, condition.data, 3, a.data, 1, b.data, 2, y.data, 4);
        y.assertPaddingUntouched();
        for (int j = 0; j < n; j++) {
          assertThat(y.get(0, j)).isEqualTo(condition.get(0, j) != 0 ? a.get(0, j) : b.get(0, j));
        }
      }
    }
  }
}
