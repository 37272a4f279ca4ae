package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten steps of training, repeated from what TensorFlow.js recorded: the loss of each step and the weights after the
 * last. The peer computes each value in double and stores it as float, so that the two differ by roundings only, 6e−8 of
 * a value each, carried through ten steps.
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

  /** Some ten roundings of numbers near 1: losses are 0.4 to 2.5, weights −1.1 to 1.1. */
  private static final double TOLERANCE = 2e-6;

  /** What a run gave: the loss of each step, and the weights after the last by path. */
  private record Result(float[] losses, Map<String, Tensor> weights) {}

  static List<String> runs() {
    return RUNS;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void referenceRepeatsTheRun(String run) throws IOException {
    repeats(run, new ReferenceBackend());
  }

  @ParameterizedTest
  @MethodSource("runs")
  @Tag("widths")
  void cpuRepeatsTheRun(String run) throws IOException {
    repeats(run, new CpuBackend(2));
  }

  private static void repeats(String run, Backend backend) throws IOException {
    GoldenFile golden = GoldenFile.load(run);

    Result result = train(run, golden, GoldenRuns.optimizer(golden), backend);

    assertThat(largest(result.losses(), golden.tensor("losses").data())).as("losses").isLessThan(TOLERANCE);
    Map<String, Tensor> expected = golden.under("final/");
    assertThat(result.weights().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (path, weight) ->
            assertThat(largest(result.weights().get(path).data(), weight.data())).as(path).isLessThan(TOLERANCE));
  }

  /** That the comparison can fail: a closely related rule is far outside the tolerance. */
  @Test
  void tellsNesterovFromMomentum() throws IOException {
    GoldenFile golden = GoldenFile.load("mlp-momentum");
    Optimizer other = Optimizers.nesterov(golden.number("learningRate"), golden.number("momentum"));

    Result result = train("mlp-momentum", golden, other, new ReferenceBackend());

    assertThat(largest(result.losses(), golden.tensor("losses").data()))
        .isGreaterThan(1000 * TOLERANCE);
  }

  private static Result train(String run, GoldenFile golden, Optimizer optimizer, Backend backend) {
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
    try (backend;
        Model model = Sequential.of(GoldenRuns.layers(run, golden)).backend(backend)) {
      model.compile(optimizer, GoldenRuns.loss(golden)).build(sample);
      model.setWeights(golden.under("initial/"));
      model.fit(data, fit -> fit.batchSize(batch).shuffle(false).quiet().callbacks(record));
      return new Result(losses, model.getWeights());
    }
  }

  private static double largest(float[] actual, float[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs((double) actual[i] - expected[i])); // NaN stays NaN and fails
    }
    return largest;
  }
}
