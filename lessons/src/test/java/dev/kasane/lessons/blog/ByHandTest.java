package dev.kasane.lessons.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.lessons.blog.byhand.Batch;
import dev.kasane.lessons.blog.byhand.Functions;
import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.lessons.blog.byhand.Losses;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.lessons.blog.byhand.Perceptron;
import dev.kasane.lessons.blog.byhand.Start;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the same start, on the same batches, loops and Kasane end with the same weights. The loops compute in double,
 * Kasane in float: with weights of order 1 and some dozen steps, what remains of rounding is below 1e−3.
 */
class ByHandTest {

  private static final int STEPS = 40;
  private static final double TOLERANCE = 1e-3;

  private final Random random = new Random(7);
  private final Dataset samples = samples(230);
  private final Batch tables = BlogData.tables(samples, samples.size());

  /** A step by hand. */
  private interface Step {
    void train(double[][] x, double[][] t, double rate);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.001", "1, 0.02", "7, 0.01", "33, 0.002"})
  void perceptron(int batch, double rate) {
    Perceptron net = new Perceptron(Start.normal(784, 10, random), Start.normal(10, random));
    same(BlogNets.perceptron(rate, batch), () -> Weights.of(net), net::train, batch, rate);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.001", "1, 0.02", "7, 0.01", "33, 0.002"})
  void hidden(int batch, double rate) {
    HiddenNet net = new HiddenNet(
        Start.normal(784, 100, random), Start.normal(100, random), Start.normal(100, 10, random),
        Start.normal(10, random));
    same(BlogNets.hidden(rate, batch), () -> Weights.of(net), net::train, batch, rate);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.001", "1, 0.01", "7, 0.01", "33, 0.003"})
  void cnn(int batch, double rate) {
    OneFilterCnn net = cnnByHand();
    same(BlogNets.cnn(rate, batch), () -> Weights.of(net), net::train, batch, rate);
  }

  private OneFilterCnn cnnByHand() {
    return new OneFilterCnn(
        Start.normal(5, 5, random), Start.normal(576, random), Start.normal(576, 10, random),
        Start.normal(10, random));
  }

  private void same(Model model, Supplier<Map<String, Tensor>> weights, Step step, int batch, double rate) {
    try (CpuBackend backend = new CpuBackend(1);
        model) {
      model.backend(backend);
      Map<String, Tensor> start = weights.get();
      model.setWeights(start);
      int[] chosen = BlogData.indices(samples.size(), STEPS * batch, new Random(3));
      if (batch > 1) {
        assertThat(Arrays.stream(chosen).distinct().count()).as("drawn with replacement").isLessThan(chosen.length);
      }

      for (int i = 0; i < STEPS; i++) {
        Batch drawn = Batch.of(
            tables.images(), tables.labels(), Arrays.copyOfRange(chosen, i * batch, (i + 1) * batch));
        step.train(drawn.images(), drawn.labels(), rate);
      }
      model.fit(samples.select(chosen), fit -> fit.batchSize(batch).shuffle(false).quiet());

      assertThat(Weights.distance(model, weights.get())).as("by hand and Kasane").isLessThan(TOLERANCE);
      assertThat(Weights.distance(model, start)).as("it moved").isGreaterThan(20 * TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 24})
  void theFilterGradientIsTheMeanOfDifferences(int element) {
    OneFilterCnn net = cnnByHand();
    // With outputs that start near zero no probability is so small that DELTA matters in the logarithm.
    Functions.update(net.wo(), 0.99, net.wo());
    Batch batch = Batch.of(tables.images(), tables.labels(), 4, 9, 4, 11, 200);
    double epsilon = 1e-6;
    net.f()[element / 5][element % 5] += epsilon;
    double above = Losses.categorical(net.forward(batch.images()), batch.labels());
    net.f()[element / 5][element % 5] -= 2 * epsilon;
    double below = Losses.categorical(net.forward(batch.images()), batch.labels());
    net.f()[element / 5][element % 5] += epsilon;
    double before = net.f()[element / 5][element % 5];

    net.train(batch.images(), batch.labels(), 1e-3);

    double gradient = (before - net.f()[element / 5][element % 5]) / 1e-3;
    assertThat(gradient).isCloseTo((above - below) / (2 * epsilon), within(1e-4));
  }

  @Test
  void slopesOfBothLossesAreThoseOfDifferences() {
    double[] z = {0.3, -1.2, 2.1, 0.05, -0.4};
    double[][] t = {{0, 0, 0, 1, 0}};
    double[] y = Functions.softmax(new double[][] {z})[0];
    double[] categorical = Losses.slopeOfCategorical(y, t[0]);
    double[] oneVsRest = Losses.slopeOfOneVsRest(y, t[0]);
    for (int k = 0; k < z.length; k++) {
      double[][] above = {z.clone()};
      double[][] below = {z.clone()};
      above[0][k] += 1e-6;
      below[0][k] -= 1e-6;
      assertThat(categorical[k]).isCloseTo(
          (Losses.categorical(Functions.softmax(above), t) - Losses.categorical(Functions.softmax(below), t)) / 2e-6,
          within(1e-5));
      assertThat(oneVsRest[k]).isCloseTo(
          (Losses.oneVsRest(Functions.softmax(above), t) - Losses.oneVsRest(Functions.softmax(below), t)) / 2e-6,
          within(1e-5));
    }
    assertThat(oneVsRest).isNotEqualTo(categorical);
  }

  @Test
  void wrongShapesAreNamed() {
    assertThatThrownBy(() -> Functions.affine(new double[3][5], new double[4][2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("affine: x is (3, 5), so w needs 5 rows, received (4, 2)");
  }

  @Test
  void largeSumsDoNotOverflow() {
    assertThat(Functions.softmax(new double[][] {{1000, 0, 1000}})[0]).containsExactly(0.5, 0, 0.5);
  }

  /** Images with strokes of ink, most of each empty, as digits are. */
  private static Dataset samples(int count) {
    Random drawn = new Random(5);
    float[] images = new float[count * 784];
    float[] labels = new float[count * 10];
    IntStream.range(0, count).forEach(n -> {
      for (int i = 0; i < 784; i++) {
        images[n * 784 + i] = drawn.nextInt(5) == 0 ? drawn.nextFloat() : 0;
      }
      labels[n * 10 + drawn.nextInt(10)] = 1;
    });
    return Dataset.of(
        Tensor.of(Shape.of(count, 784), images), Tensor.of(Shape.of(count, 10),
            labels));
  }
}
