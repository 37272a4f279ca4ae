package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.data.Dataset;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.TrainingRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten steps of training, repeated from what TensorFlow.js recorded: the loss of each step and the weights after the last.
 * The peer computes each value in double and stores it as float, so that the two differ by roundings only, 6e−8 of a
 * value each, carried through ten steps.
 */
class GoldenRunTest {

  private static final List<String> RUNS =
      List.of(
          "mlp-sgd",
          "mlp-momentum",
          "mlp-nesterov",
          "mlp-rmsprop",
          "mlp-adagrad",
          "mlp-adadelta",
          "mlp-adam",
          "mlp-adamw",
          "mlp-sparse",
          "mlp-regression",
          "conv-bn-avgpool",
          "convnetjs-cnn",
          "mnist-cnn");

  private static final List<String> BACKENDS = List.of("reference");

  /**
   * How far a run may lie from the peer's.
   *
   * @param loss largest difference of a step's loss (losses are 0.4 to 2.5)
   * @param weight largest difference of a weight (weights are −1.1 to 1.1)
   * @param weightRms root mean square of the differences of all weights
   */
  private record Tolerance(double loss, double weight, double weightRms) {

    /** Some ten roundings of numbers near 1. */
    static final Tolerance ROUNDING = new Tolerance(2e-6, 2e-6, 6e-7);

    /**
     * For Adam on a convolutional network. Adam divides each gradient by its own size, so a weight whose gradient is
     * hardly more than rounding moves by up to a learning rate of 0.001 per step in a direction that rounding decides.
     * Few weights are like that: the mean stays small.
     */
    static final Tolerance ADAM_CNN = new Tolerance(2e-5, 1e-3, 5e-6);

    static Tolerance of(String run) {
      return run.equals("mnist-cnn") ? ADAM_CNN : ROUNDING;
    }
  }

  /** What a run gave: the loss of each step, and the weights after the last by path. */
  private record Result(float[] losses, Map<String, Tensor> weights) {}

  static Stream<Arguments> runsOnBackends() {
    return RUNS.stream().flatMap(run -> BACKENDS.stream().map(backend -> Arguments.of(run, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("runsOnBackends")
  void repeatsTheRun(String run, String backend) throws IOException {
    GoldenFile golden = GoldenFile.load(run);
    Tolerance tolerance = Tolerance.of(run);

    Result result = train(run, golden, GoldenRuns.optimizer(golden), backend);

    assertThat(largest(result.losses(), golden.tensor("losses").data())).as("losses").isLessThan(tolerance.loss());
    Map<String, Tensor> expected = golden.under("final/");
    assertThat(result.weights().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    double squares = 0;
    int count = 0;
    for (String path : expected.keySet()) {
      float[] actual = result.weights().get(path).data();
      float[] wanted = expected.get(path).data();
      assertThat(largest(actual, wanted)).as(path).isLessThan(tolerance.weight());
      squares += squares(actual, wanted);
      count += wanted.length;
    }
    assertThat(Math.sqrt(squares / count)).as("root mean square of weights").isLessThan(tolerance.weightRms());
  }

  /** That the comparison can fail: a closely related rule is far outside the tolerance. */
  @Test
  void tellsNesterovFromMomentum() throws IOException {
    GoldenFile golden = GoldenFile.load("mlp-momentum");
    Optimizer other = Optimizers.nesterov(golden.number("learningRate"), golden.number("momentum"));

    Result result = train("mlp-momentum", golden, other, "reference");

    assertThat(largest(result.losses(), golden.tensor("losses").data()))
        .isGreaterThan(1000 * Tolerance.ROUNDING.loss());
  }

  private static Result train(String run, GoldenFile golden, Optimizer optimizer, String backendName) {
    Tensor inputs = golden.tensor("inputs"); // (steps, batch, ...)
    Tensor labels = golden.tensor("labels");
    int steps = inputs.shape().dim(0);
    int batch = inputs.shape().dim(1);
    Shape sample = inputs.shape().dropFirst().dropFirst();
    // Class numbers are (steps, batch, 1) in the file; the sparse loss takes one number a sample.
    Shape target = run.equals("mlp-sparse") ? Shape.SCALAR : labels.shape().dropFirst().dropFirst();
    Dataset data =
        Dataset.of(
            inputs.reshape(sample.prepend(steps * batch)), labels.reshape(target.prepend(steps * batch)));
    float[] losses = new float[steps];
    Callback record =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingRun training, BatchEvent event) {
            losses[event.batch()] = (float) event.loss();
          }
        };
    try (Backend backend = backend(backendName);
        Model model = Sequential.of(GoldenRuns.layers(run, golden)).backend(backend)) {
      model.compile(optimizer, GoldenRuns.loss(golden)).build(sample);
      model.setWeights(golden.under("initial/"));
      model.fit(data, fit -> fit.batchSize(batch).shuffle(false).quiet().callbacks(record));
      return new Result(losses, model.getWeights());
    }
  }

  private static Backend backend(String name) {
    return switch (name) {
      case "reference" -> new ReferenceBackend();
      default -> throw new IllegalArgumentException("No backend " + name);
    };
  }

  private static double largest(float[] actual, float[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs((double) actual[i] - expected[i])); // NaN stays NaN and fails
    }
    return largest;
  }

  private static double squares(float[] actual, float[] expected) {
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = (double) actual[i] - expected[i];
      sum += difference * difference;
    }
    return sum;
  }
}
