package dev.kasane.nn.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {

  private static final long SEED = 20_260_101;

  /** By another implementation of the same generator, in Python, from seed 1 and shape (3, 2). */
  private static final float[] GLOROT = {-0.5471246f, 0.9620286f, 0.3478174f, 0.86078864f, 0.06362065f, 0.9941866f};

  private static final float[] HE = {0.6535893f, 0.89797527f, 0.34536555f, -1.7731955f, 1.0533446f, 0.12411537f};

  /** A 5x5 kernel from 12 to 40 channels: fanIn 300, fanOut 1000. */
  private static final Shape KERNEL = Shape.of(5, 5, 12, 40);

  static Stream<Arguments> distributions() {
    return Stream.of(
        // initializer, mean, variance, bound: worked out by hand for fanIn 300 and fanOut 1000
        Arguments.of(new GlorotUniform(), 0, 2.0 / 1300, Math.sqrt(6.0 / 1300)),
        Arguments.of(new GlorotNormal(), 0, 2.0 / 1300, 2 * Math.sqrt(2.0 / 1300) / 0.87962566),
        Arguments.of(new HeUniform(), 0, 2.0 / 300, Math.sqrt(6.0 / 300)),
        Arguments.of(new HeNormal(), 0, 2.0 / 300, 2 * Math.sqrt(2.0 / 300) / 0.87962566),
        Arguments.of(new LecunUniform(), 0, 1.0 / 300, Math.sqrt(3.0 / 300)),
        Arguments.of(new LecunNormal(), 0, 1.0 / 300, 2 * Math.sqrt(1.0 / 300) / 0.87962566),
        Arguments.of(
            new VarianceScaling(3, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM),
            0, 3.0 / 1000, Math.sqrt(9.0 / 1000)),
        Arguments.of(new RandomUniform(-0.25, 0.75), 0.25, 1.0 / 12, 0.75),
        Arguments.of(new RandomNormal(1, 0.5), 1, 0.25, 10),
        // A standard normal cut at two deviations has variance 0.7737.
        Arguments.of(new TruncatedNormal(0, 0.05), 0, 0.0025 * 0.77374, 0.1));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void meanVarianceAndBound(Initializer initializer, double mean, double variance, double bound) {
    float[] values = initializer.initialize(KERNEL, SEED).data();
    double average = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
    double spread =
        IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i] - mean, 2)).average().orElseThrow();

    // Standard errors for 12,000 values; four of them.
    assertThat(average).isCloseTo(mean, within(4 * Math.sqrt(variance / values.length)));
    assertThat(spread / variance).isCloseTo(1, within(4 * Math.sqrt(2.0 / values.length)));
    for (float value : values) {
      assertThat((double) value).isBetween(-bound * 1.000001, bound * 1.000001);
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void sameSeedSameBitsOtherSeedOtherBits(Initializer initializer, double mean, double variance, double bound) {
    Tensor first = initializer.initialize(KERNEL, SEED);

    assertThat(initializer.initialize(KERNEL, SEED)).isEqualTo(first);
    assertThat(initializer.initialize(KERNEL, SEED + 1)).isNotEqualTo(first);
  }

  /** Normal values fall within one and two deviations as often as the normal distribution says. */
  @Test
  void normalHasTheBellShape() {
    float[] values = new RandomNormal(0, 1).initialize(Shape.of(40_000), SEED).data();
    double within1 = IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) < 1).count();
    double within2 = IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) < 2).count();

    assertThat(within1 / values.length).isCloseTo(0.68269, within(0.01));
    assertThat(within2 / values.length).isCloseTo(0.95450, within(0.005));
  }

  /** Written down once: if they change, models trained from a seed are not the same any more. */
  @Test
  void bitsAreFixed() {
    assertThat(new GlorotUniform().initialize(Shape.of(3, 2), 1).data()).containsExactly(GLOROT);
    assertThat(new HeNormal().initialize(Shape.of(3, 2), 1).data()).containsExactly(HE);
  }

  @Test
  void fansOfEachRank() {
    assertThat(Fans.of(Shape.SCALAR)).isEqualTo(new Fans(1, 1));
    assertThat(Fans.of(Shape.of(7))).isEqualTo(new Fans(7, 7));
    assertThat(Fans.of(Shape.of(784, 10))).isEqualTo(new Fans(784, 10));
    assertThat(Fans.of(Shape.of(3, 3, 16, 32))).isEqualTo(new Fans(144, 288));
  }

  @Test
  void constants() {
    Shape shape = Shape.of(2, 3);
    assertThat(new Zeros().initialize(shape, 1).data()).containsOnly(0);
    assertThat(new Ones().initialize(shape, 1).data()).containsOnly(1);
    assertThat(new Constant(-0.5).initialize(shape, 1).data()).containsOnly(-0.5f);
    assertThat(new Identity(3).initialize(shape, 1).data()).containsExactly(3, 0, 0, 0, 3, 0);
  }

  @Test
  void orthogonalVectorsArePerpendicular() {
    for (Shape shape : List.of(Shape.of(7, 7), Shape.of(31, 5), Shape.of(5, 31), Shape.of(3, 3, 4, 13))) {
      float[] q = new Orthogonal(1.5).initialize(shape, SEED).data();
      int columns = shape.last();
      int rows = shape.size() / columns;
      boolean tall = rows >= columns;
      int vectors = Math.min(rows, columns);
      for (int a = 0; a < vectors; a++) {
        for (int b = 0; b < vectors; b++) {
          double dot = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            dot += (double) q[tall ? k * columns + a : a * columns + k] * q[tall ? k * columns + b : b * columns + k];
          }
          assertThat(dot).as("%s: %d · %d", shape, a, b).isCloseTo(a == b ? 2.25 : 0, within(1e-5));
        }
      }
    }
  }

  @Test
  void messages() {
    assertThatThrownBy(() -> new RandomUniform(1, 0))
        .hasMessage("RandomUniform: low must not exceed high, received low 1.0 and high 0.0");
    assertThatThrownBy(() -> new RandomNormal(0, -1))
        .hasMessage("RandomNormal: standardDeviation must be a finite number, 0 or above, received -1.0");
    assertThatThrownBy(() -> new Constant(Double.NaN))
        .hasMessage("Constant: value must be a finite number, received NaN");
    assertThatThrownBy(() -> new Orthogonal(1).initialize(Shape.of(3), 1)).hasMessageContaining("at least 2 axes");
    assertThatThrownBy(() -> new Identity(1).initialize(Shape.of(3), 1)).hasMessageContaining("received shape (3)");
  }
}
