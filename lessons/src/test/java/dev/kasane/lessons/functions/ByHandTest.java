package dev.kasane.lessons.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.FunctionLearning;
import dev.kasane.lessons.functions.byhand.NN;
import dev.kasane.lessons.functions.byhand.Neurons;
import dev.kasane.lessons.functions.byhand.SamplingTraining;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.preparations.byhand.Derivatives;
import dev.kasane.lessons.preparations.byhand.Descent;
import dev.kasane.lessons.preparations.byhand.Matrices;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written by hand and what Kasane does are the same: gradients, weights after training, outputs. */
class ByHandTest {

  private static final FunctionLearning SINE = new FunctionLearning(Math::sin, 0, 2 * Math.PI, 7, true);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(Activation.TANH, new int[] {1, 10, 1}),
        Arguments.of(Activation.SIGMOID, new int[] {1, 5, 1}),
        Arguments.of(Activation.RELU, new int[] {1, 3, 7, 1}),
        Arguments.of(Activation.TANH, new int[] {1, 4, 1, 6, 1}),
        Arguments.of(Activation.IDENTITY, new int[] {1, 2, 1}));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSameStartAndSamplesGiveTheSameWeights(Activation h, int[] sizes) {
    for (boolean oneMore : new boolean[] {true, false}) {
      FunctionLearning task = new FunctionLearning(SINE.f(), SINE.low(), SINE.high(), SINE.m(), oneMore);
      Weights start = Weights.random(new Random(11), sizes);
      FFNN byHand = new FFNN(start.copy(), h, 0.05);
      double[] curve = task.train(byHand, 300, new Random(12));

      try (KasaneNet kasane = new KasaneNet(task, start, h, 0.05)) {
        double[] checks = kasane.train(300, 100, new Random(12));

        assertClose(kasane.weights(), byHand.weights(), 1e-4);
        assertThat(checks).containsExactly(new double[] {curve[99], curve[199], curve[299]}, within(1e-3));
        assertThat(start.distance(byHand.weights())).as("it moved").isGreaterThan(1e-2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void backpropagationAgreesWithDifferences(Activation h, int[] sizes) {
    Weights weights = Weights.random(new Random(3), sizes);
    double[] xs = new double[8];
    double[] ts = new double[8];
    SINE.draw(xs, ts, new Random(4));

    Weights exact = new FFNN(weights.copy(), h, 0.1).gradient(xs, ts, 7);
    Weights fine = new NN(weights.copy(), h, Activation.IDENTITY, 0.1, 1e-7).gradient(xs, ts, 7);
    Weights coarse = new NN(weights.copy(), h, Activation.IDENTITY, 0.1, NN.D).gradient(xs, ts, 7);

    assertClose(fine, exact, 1e-5);
    assertClose(coarse, exact, 0.1);
  }

  @Test
  void theNumericalNetworkLearnsLikeTheOther() {
    Weights start = Weights.random(new Random(5), 1, 6, 1);
    NN numerical = new NN(start.copy(), Activation.TANH, Activation.IDENTITY, 0.05, 1e-6);
    FFNN backpropagation = new FFNN(start.copy(), Activation.TANH, 0.05);

    SINE.train(numerical, 200, new Random(6));
    SINE.train(backpropagation, 200, new Random(6));

    assertClose(numerical.weights(), backpropagation.weights(), 1e-4);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void slopesAreThoseOfTheFunctions(Activation h) {
    for (double x : new double[] {-2.3, -0.4, 0.3, 1.7}) {
      double difference = (h.of(x + 1e-6) - h.of(x - 1e-6)) / 2e-6;
      assertThat(h.slope(h.of(x))).as("%s at %s", h, x).isCloseTo(difference, within(1e-8));
    }
  }

  @Test
  void chaptersOneToThreeGiveTheOutputOfTheNetwork() {
    Weights weights = Weights.random(new Random(8), 1, 5, 1);
    FFNN net = new FFNN(weights, Activation.TANH, 0.1);
    for (double x : new double[] {-1, 0, 0.37}) {
      assertThat(Neurons.network(weights, Activation.TANH, x)).isCloseTo(net.output(x), within(1e-12));
    }
    assertThat(Neurons.weightsOnly(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {1, -1}))
        .containsExactly(-1, -1, -1);
  }

  @Test
  void parallelSamplingByHandAndWithKasaneKeepTheSameWorkers() throws InterruptedException, ExecutionException {
    SamplingTraining plan = new SamplingTraining(SINE, Activation.TANH, 0.1, 3, 150);
    Weights start = Weights.random(new Random(1), 1, 6, 1);

    List<SamplingTraining.Round> byHand = plan.train(start, 4, 99);
    List<SamplingTraining.Round> again = plan.train(start, 4, 99);
    List<SamplingTraining.Round> kasane = ParallelFit.train(plan, start, 4, 99);

    for (int round = 0; round < 4; round++) {
      assertThat(again.get(round).checks()).containsExactly(byHand.get(round).checks());
      assertThat(kasane.get(round).checks()).containsExactly(byHand.get(round).checks(), within(1e-3));
      assertThat(kasane.get(round).best()).isEqualTo(byHand.get(round).best());
    }
    assertClose(kasane.getLast().weights(), byHand.getLast().weights(), 1e-3);
  }

  @Test
  void weightsComeBackAsTheyWentIn() {
    Weights start = Weights.random(new Random(2), 1, 3, 5, 1);
    assertThat(start.count()).isEqualTo(1 * 3 + 3 + 3 * 5 + 5 + 5 + 1);
    try (KasaneNet net = new KasaneNet(SINE, start, Activation.TANH, 0.1)) {
      assertClose(net.weights(), start, 1e-7);
      Tensor kernel = net.model().getWeight("dense_2/kernel");
      assertThat(kernel.get(1, 4)).isEqualTo((float) start.w()[1][4][1]);
    }
  }

  @Test
  void whatIsWrittenByHandUsesNothingOfKasane() throws IOException {
    for (Class<?> type : List.of(Activation.class, Weights.class, NN.class, FFNN.class, FunctionLearning.class,
        Neurons.class, SamplingTraining.class, Matrices.class, Derivatives.class, Descent.class)) {
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".java")) {
        assertThat(in).as("source of %s beside its class", type).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("import dev.kasane");
      }
    }
  }

  private static void assertClose(Weights actual, Weights expected, double tolerance) {
    assertThat(actual.distance(expected)).isLessThan(tolerance);
  }
}
