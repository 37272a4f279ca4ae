package dev.kasane.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.Dataset;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.studio.run.RunState;
import dev.kasane.studio.run.RunView;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.LambdaCallback;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program's own {@code fit} in the studio. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StudioCallbackTest {

  private static final int ENDLESS = 1_000_000;

  /** Points left and right of a line. */
  private static Dataset points(int count) {
    Tensor inputs = Tensor.zeros(count, 2);
    Tensor labels = Tensor.zeros(count);
    for (int i = 0; i < count; i++) {
      float x = CounterRandom.uniform(5, 2 * i) - 0.5f;
      float y = CounterRandom.uniform(5, 2 * i + 1) - 0.5f;
      inputs.set(x, i, 0);
      inputs.set(y, i, 1);
      labels.set(x > y ? 1 : 0, i);
    }
    return Dataset.of(inputs, labels);
  }

  private static Model model() {
    return Sequential.of(Layers.input(2), Layers.dense(6).activation(ActivationFunction.RELU),
            Layers.dense(2).activation(ActivationFunction.SOFTMAX))
        .seed(3)
        .compile(Optimizers.sgd(0.1), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  private static RunView only(Studio studio) {
    assertThat(studio.runs().list()).hasSize(1);
    return studio.runs().list().getFirst();
  }

  @Test
  void showsARunAndLeavesItsWeightsAsTheyWouldBe() {
    Dataset data = points(130);
    String alone;
    try (Model model = model()) {
      model.fit(data, fit -> fit.epochs(4).batchSize(16).quiet());
      alone = model.weightsSha256();
    }
    try (Studio studio = Studio.start(StudioOptions.standard());
        Model model = model();
        StudioCallback callback = StudioCallback.in(studio, "mine", model, data, data)) {
      model.fit(data, fit -> fit.epochs(4).batchSize(16).quiet().callbacks(callback));
      assertThat(model.weightsSha256()).isEqualTo(alone);
      assertThat(callback.url()).startsWith(studio.url()).endsWith("#/runs/run-1");
      RunView run = only(studio);
      assertThat(run.title()).isEqualTo("mine");
      assertThat(run.state()).isEqualTo(RunState.FINISHED);
      assertThat(run.recorder().curves().curve("loss").all().x()).hasSize(4 * 9);
      assertThat(run.recorder().settings()).containsEntry("batch", "16").containsEntry("seed", "3");
    }
  }

  @Test
  void pausesChangesTheRateAndStops() throws Exception {
    Dataset data = points(64);
    try (Studio studio = Studio.start(StudioOptions.standard());
        Model model = model();
        StudioCallback callback = StudioCallback.in(studio, "long", model, data, null)) {
      CompletableFuture<History> training = CompletableFuture.supplyAsync(
          () -> model.fit(data, fit -> fit.epochs(ENDLESS).batchSize(8).quiet().callbacks(callback)));
      RunView run = only(studio);
      await(() -> run.state() == RunState.RUNNING);
      callback.control().pause();
      await(() -> run.state() == RunState.PAUSED);
      long step = run.recorder().step();
      // Rooms look at the weights of just this moment, although fit holds the model.
      assertThat(run.weights().step()).isEqualTo(step);
      assertThat(run.recorder().step()).isEqualTo(step);
      callback.control().learningRate(0.025);
      callback.control().resume();
      await(() -> run.recorder().curves().rate() == 0.025);
      assertThat(run.state()).isEqualTo(RunState.RUNNING);
      assertThatThrownBy(() -> callback.control().learningRate(-1)).hasMessageContaining("at least 0, received -1");
      callback.control().pause();
      await(() -> run.state() == RunState.PAUSED);
      callback.control().stop();
      History history = training.get();
      assertThat(history.stopReason()).contains("studio");
      assertThat(run.state()).isEqualTo(RunState.STOPPED);
      assertThat(callback.isStopAsked()).isTrue();
      // The same callback serves the next fit.
      model.fit(data, fit -> fit.epochs(1).quiet().callbacks(callback));
      assertThat(run.state()).isEqualTo(RunState.FINISHED);
    }
  }

  @Test
  void anInterruptionEndsAPause() throws Exception {
    Dataset data = points(64);
    try (Studio studio = Studio.start(StudioOptions.standard());
        Model model = model();
        StudioCallback callback = StudioCallback.in(studio, "long", model, null, null)) {
      Thread training = Thread.ofPlatform().start(
          () -> model.fit(data, fit -> fit.epochs(ENDLESS).batchSize(8).quiet().callbacks(callback)));
      RunView run = only(studio);
      await(() -> run.state() == RunState.RUNNING);
      callback.control().pause();
      await(() -> run.state() == RunState.PAUSED);
      training.interrupt();
      training.join();
      assertThat(run.state()).isEqualTo(RunState.STOPPED);
    }
  }

  /** A run goes on from a checkpoint, whether the page was there before and is there now or not. */
  @Test
  void keepsOutOfCheckpoints(@TempDir Path folder) {
    Dataset data = points(100);
    Path file = folder.resolve("run.ckpt");
    String whole;
    try (Model model = model()) {
      model.fit(data, fit -> fit.epochs(3).batchSize(16).quiet());
      whole = model.weightsSha256();
    }
    try (Studio studio = Studio.start(StudioOptions.standard())) {
      for (boolean before : new boolean[] {true, false}) {
        try (Model model = model(); StudioCallback callback = StudioCallback.in(studio, "a", model, null, null)) {
          model.fit(data, fit -> {
            fit.epochs(3).batchSize(16).quiet().checkpoint(file).callbacks(LambdaCallback.onBatchEnd((run, batch) -> {
              if (batch.step() == 9) {
                run.stop("enough");
              }
            }));
            if (before) {
              fit.callbacks(callback);
            }
          });
        }
        try (Model model = model(); StudioCallback callback = StudioCallback.in(studio, "b", model, null, null)) {
          model.fit(data, fit -> {
            fit.epochs(3).batchSize(16).quiet().resume(file);
            if (!before) {
              fit.callbacks(callback);
            }
          });
          assertThat(model.weightsSha256()).isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void opensAStudioOfItsOwnAndClosesIt() {
    Dataset data = points(40);
    try (Model model = model()) {
      StudioCallback callback = StudioCallback.of(model);
      assertThat(callback.url()).startsWith("http://127.0.0.1:").contains("?token=");
      model.fit(data, fit -> fit.epochs(1).quiet().callbacks(callback));
      callback.close();
    }
  }
}
