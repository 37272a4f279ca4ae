package dev.kasane.lessons.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.FunctionLearning;
import dev.kasane.lessons.functions.byhand.NN;
import dev.kasane.lessons.functions.byhand.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the articles say, and where it depends on the activation, held over several seeds. */
class ClaimsTest {

  private static final int SEEDS = 5;

  private static List<Double> checks(FunctionTask task, Activation h, double rate, int updates) {
    List<Double> checks = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Weights start = Weights.random(new Random(seed), 1, 10, 1);
      try (KasaneNet net = new KasaneNet(task.learning(), start, h, rate)) {
        net.train(updates, new Random(100 + seed));
        checks.add(net.check());
      }
    }
    return checks;
  }

  @Test
  void theIdentityIsLearnedInThreeHundredUpdates() {
    assertThat(checks(FunctionTask.IDENTITY, Activation.TANH, 0.1, 300)).allMatch(check -> check < 0.01);
    assertThat(checks(FunctionTask.IDENTITY, Activation.RELU, 0.1, 300)).allMatch(check -> check < 0.02);
    assertThat(checks(FunctionTask.IDENTITY, Activation.SIGMOID, 0.1, 300)).as("not yet")
        .allMatch(check -> check > 0.1);
  }

  @Test
  void theSquareIsLearnedInAThousandUpdates() {
    assertThat(checks(FunctionTask.SQUARE, Activation.TANH, 0.03, 1000)).allMatch(check -> check < 1.5);
    assertThat(checks(FunctionTask.SQUARE, Activation.RELU, 0.03, 1000)).allMatch(check -> check < 1.5);
    assertThat(checks(FunctionTask.SQUARE, Activation.SIGMOID, 0.03, 1000)).as("not yet").allMatch(check -> check > 2);
  }

  @Test
  void theCubicIsRoughlyLearnedInThreeThousandUpdates() {
    assertThat(checks(FunctionTask.CUBIC, Activation.TANH, 0.03, 3000)).allMatch(check -> check < 2);
    assertThat(checks(FunctionTask.CUBIC, Activation.SIGMOID, 0.03, 3000)).as("not at all")
        .allMatch(check -> check > 15);
    assertThat(checks(FunctionTask.CUBIC, Activation.SIGMOID, 0.1, 3000)).as("higher rate")
        .allMatch(check -> check < 3);
  }

  @Test
  void withoutActivationOnlyStraightLinesAreLearned() {
    assertThat(checks(FunctionTask.IDENTITY, Activation.IDENTITY, 0.1, 1000)).allMatch(check -> check < 1e-3);
    assertThat(checks(FunctionTask.SQUARE, Activation.IDENTITY, 0.03, 1000)).allMatch(check -> check > 5);
    assertThat(checks(FunctionTask.CUBIC, Activation.IDENTITY, 0.03, 3000)).allMatch(check -> check > 20);
  }

  @Test
  void theArticlesOwnMethodHoldsItsClaimsToo() {
    for (FunctionTask task : new FunctionTask[] {FunctionTask.IDENTITY, FunctionTask.SQUARE, FunctionTask.CUBIC}) {
      for (int seed = 0; seed < 3; seed++) {
        Weights start = Weights.random(new Random(seed), 1, 10, 1);
        NN net = new NN(start, Activation.TANH, Activation.IDENTITY, task.rate(), NN.D);
        double[] curve = task.learning().train(net, task.updates(), new Random(100 + seed));
        assertThat(curve[curve.length - 1]).as("%s, seed %d", task, seed).isLessThan(0.1 * curve[0]).isLessThan(2);
      }
    }
  }

  @Test
  void sevenNeuronsSufficeForTheCubicAndOneDoesNot() {
    double one = meanOverNeurons(1);
    double seven = meanOverNeurons(7);
    double ten = meanOverNeurons(10);
    assertThat(one).isGreaterThan(5 * seven);
    assertThat(ten).isGreaterThan(0.3 * seven);
  }

  private static double meanOverNeurons(int neurons) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      FFNN net = new FFNN(Weights.random(random, 1, neurons, 1), Activation.TANH, 0.03);
      double[] curve = FunctionTask.CUBIC.learning().train(net, 2000, random);
      sum += curve[curve.length - 1];
    }
    return sum / SEEDS;
  }

  @Test
  void equallyGoodFitsHaveDifferentWeights() {
    FunctionLearning sine = FunctionTask.SINE.learning();
    double[][] weights = new double[2][];
    for (int seed = 0; seed < 2; seed++) {
      Weights start = Weights.random(new Random(seed), 1, 10, 10, 10, 10, 1);
      try (KasaneNet net = new KasaneNet(sine, start, Activation.TANH, 0.1)) {
        net.train(20_000, new Random(100 + seed));
        assertThat(net.check()).isLessThan(0.1);
        weights[seed] = Arrays.stream(net.weights().w()[1]).flatMapToDouble(Arrays::stream).toArray();
      }
    }
    assertThat(Math.abs(correlation(weights[0], weights[1]))).isLessThan(0.5);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
