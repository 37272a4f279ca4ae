package dev.kasane.train;

import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.Schedules.stepDecay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CallbackException;
import dev.kasane.train.callbacks.CsvLogger;
import dev.kasane.train.callbacks.EarlyStopping;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.LambdaCallback;
import dev.kasane.train.callbacks.LearningRateScheduler;
import dev.kasane.train.callbacks.Mode;
import dev.kasane.train.callbacks.ModelCheckpoint;
import dev.kasane.train.callbacks.ProgressBar;
import dev.kasane.train.callbacks.Recorded;
import dev.kasane.train.callbacks.ReduceLearningRateOnPlateau;
import dev.kasane.train.callbacks.TerminateOnNaN;
import dev.kasane.train.callbacks.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callbacks hear, and what those of the library do. */
class CallbackTest {

  @TempDir Path folder;

  private final Dataset data = Examples.blobs(50, 3, 6);
  private final Model model = Examples.blobModel(3);

  @Test
  void hearsEverythingInOrder() {
    Recorded recorded = new Recorded();
    model.fit(data, fit -> fit.epochs(2).batchSize(20).callbacks(recorded).quiet());
    assertThat(recorded.events)
        .containsExactly(
            "begin",
            "epoch 0", "batch 0/3 of 20 step 1", "batch 1/3 of 20 step 2", "batch 2/3 of 10 step 3", "end of epoch 0",
            "epoch 1", "batch 0/3 of 20 step 4", "batch 1/3 of 20 step 5", "batch 2/3 of 10 step 6", "end of epoch 1",
            "end");
  }

  @Test
  void meansOfTheLastBatchAreThoseOfTheEpoch() {
    double[] last = new double[2];
    History history = model.fit(
        data,
        fit -> fit.batchSize(20).quiet().callbacks(LambdaCallback.onBatchEnd((run, batch) -> {
          last[0] = batch.meanLoss();
          last[1] = batch.meanMetric(0);
          assertThat(batch.metrics()).containsExactly("accuracy");
          assertThat(batch.samplesSoFar()).isEqualTo(Math.min(50, 20L * (batch.batch() + 1)));
        })));
    assertThat(history.last("loss")).isEqualTo(last[0]);
    assertThat(history.last("accuracy")).isEqualTo(last[1]);
  }

  @Test
  void failureNamesCallbackAndPlaceAndLeavesTheModelUsable() {
    Recorded recorded = new Recorded();
    Callback broken = new Callback() {
      @Override
      public String name() {
        return "mine";
      }

      @Override
      public void onBatchEnd(TrainingRun run, BatchEvent batch) {
        if (batch.step() == 5) {
          throw new IllegalStateException("no more");
        }
      }
    };
    assertThatThrownBy(() -> model.fit(data, fit -> fit.epochs(9).batchSize(20).callbacks(broken, recorded).quiet()))
        .isInstanceOf(CallbackException.class)
        .hasMessageContaining("Callback mine failed in onBatchEnd of epoch 2, batch 2: no more")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(recorded.events).last().isEqualTo("end");
    assertThat(model.steps()).isEqualTo(5);
    assertThat(model.evaluate(data).accuracy()).isBetween(0.0, 1.0);
    model.fit(data, fit -> fit.batchSize(20).quiet());
    assertThat(model.steps()).isEqualTo(8);
  }

  @Test
  void aSecondFailureAtTheEndIsNotLost() {
    Callback broken = new Callback() {
      @Override
      public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
        throw new IllegalStateException("first");
      }

      @Override
      public void onTrainEnd(TrainingRun run, History history) {
        throw new IllegalStateException("second");
      }
    };
    assertThatThrownBy(() -> model.fit(data, fit -> fit.callbacks(broken).quiet()))
        .hasMessageContaining("first")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("second"));
  }

  // ---- early stopping ----

  @Test
  void earlyStoppingRestoresTheBestWeights() {
    List<String> hashes = new ArrayList<>();
    EarlyStopping stopping = new EarlyStopping("val_loss", 2);
    // A learning rate that soon does harm: validation loss falls, then rises.
    model.compile(adam(0.05), sparseCategoricalCrossentropy(), accuracy());
    History history = model.fit(
        data,
        fit -> fit.epochs(50).batchSize(10).validationSplit(0.3).quiet().callbacks(
            LambdaCallback.onEpochEnd((run, epoch) -> {
              hashes.add(model.weightsSha256());
              if (epoch.epoch() >= 4) {
                run.learningRate(5);
              }
            }),
            stopping));
    List<Double> losses = history.get("val_loss");
    int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
    assertThat(losses.size()).isLessThan(50).isEqualTo(best + 3);
    assertThat(stopping.bestEpoch()).isEqualTo(best);
    assertThat(model.weightsSha256()).isEqualTo(hashes.get(best)).isNotEqualTo(hashes.getLast());
    assertThat(history.stopReason())
        .contains("early stopping: val_loss has not improved for 2 epochs", "epoch " + (best + 1));
  }

  @Test
  void earlyStoppingWithoutRestoringKeepsTheLast() {
    model.compile(sgd(0.0), sparseCategoricalCrossentropy(), accuracy());
    History history = model.fit(
        data, fit -> fit.epochs(9).quiet().callbacks(new EarlyStopping("accuracy", 3, 0.01, Mode.MAX, false)));
    assertThat(history.epochs()).hasSize(4);
  }

  @Test
  void watchingWhatIsNotMeasuredFailsBeforeTraining() {
    assertThatThrownBy(() -> model.fit(data, fit -> fit.callbacks(new EarlyStopping("val_loss", 1)).quiet()))
        .isInstanceOf(CallbackException.class)
        .hasMessageContaining("EarlyStopping watches 'val_loss', but only [loss, accuracy]")
        .hasMessageContaining("validationSplit");
    assertThat(model.steps()).isZero();
  }

  // ---- files ----

  @Test
  void checkpointKeepsTheBestModel() {
    Path best = folder.resolve("best.kasane");
    List<String> hashes = new ArrayList<>();
    Dataset hard = Dataset.of(data.inputs(0), Examples.blobs(50, 3, 7).targets(0));
    History history = model.fit(hard, fit -> fit.epochs(6).quiet().callbacks(
        LambdaCallback.onEpochEnd((run, epoch) -> {
          hashes.add(model.weightsSha256());
          run.learningRate(epoch.epoch() >= 2 ? 3 : 0.02);
        }),
        ModelCheckpoint.best(best, "loss"),
        ModelCheckpoint.everyEpoch(folder.resolve("epoch-{epoch}.kasane")),
        ModelCheckpoint.everySteps(folder.resolve("step-{step}.kasane"), 5)));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(
        "best.kasane", "epoch-1.kasane", "epoch-2.kasane", "epoch-3.kasane", "epoch-4.kasane", "epoch-5.kasane",
        "epoch-6.kasane", "step-5.kasane", "step-10.kasane");
    Model last = Model.load(folder.resolve("epoch-6.kasane"), new CpuBackend(1));
    assertThat(last.weightsSha256()).isEqualTo(model.weightsSha256());
    List<Double> losses = history.get("loss");
    int smallest = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
    assertThat(smallest).isLessThan(5);
    assertThat(Model.load(best, new CpuBackend(1)).weightsSha256()).isEqualTo(hashes.get(smallest));
  }

  @Test
  void csvHasALineForEachEpochAsSoonAsItIsDone() throws IOException {
    Path csv = folder.resolve("log.csv");
    Files.writeString(csv, "something old");
    List<Integer> lines = new ArrayList<>();
    History history = model.fit(data, fit -> fit.epochs(3).validationSplit(0.2).quiet().callbacks(
        new CsvLogger(csv),
        LambdaCallback.onEpochEnd((run, epoch) -> {
          try {
            lines.add(Files.readAllLines(csv).size());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        })));
    assertThat(lines).containsExactly(2, 3, 4);
    List<String> all = Files.readAllLines(csv);
    assertThat(all.getFirst())
        .isEqualTo("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds,samples_per_second");
    String[] cells = all.get(2).split(",");
    assertThat(cells[0]).isEqualTo("1");
    assertThat(Double.parseDouble(cells[3])).isEqualTo(history.get("val_loss").get(1));
    assertThat(Double.parseDouble(cells[5])).isEqualTo(0.02);
  }

  @Test
  void csvThatCannotBeWrittenStopsTrainingWithItsName() {
    assertThatThrownBy(() -> model.fit(data, fit -> fit.callbacks(new CsvLogger(folder.resolve("no/log.csv"))).quiet()))
        .isInstanceOf(CallbackException.class)
        .hasMessageContaining("CsvLogger")
        .hasMessageContaining("does not exist");
  }

  // ---- learning rates ----

  @Test
  void schedulesByStepByEpochAndOnPlateau() {
    List<Double> rates = new ArrayList<>();
    Callback record = LambdaCallback.onBatchEnd((run, batch) -> rates.add(batch.learningRate()));
    model.compile(sgd(stepDecay(0.8, 0.5, 2)), sparseCategoricalCrossentropy());
    model.fit(data, fit -> fit.batchSize(10).callbacks(record).quiet());
    assertThat(rates).containsExactly(0.8, 0.8, 0.4, 0.4, 0.2);

    rates.clear();
    model.fit(data, fit -> fit.epochs(3).batchSize(50).quiet()
        .callbacks(new LearningRateScheduler((epoch, rate) -> rate / (epoch + 1)), record));
    assertThat(rates.get(1)).isEqualTo(rates.get(0) / 2);
    assertThat(rates.get(2)).isEqualTo(rates.get(1) / 3);

    rates.clear();
    model.compile(sgd(0.0), sparseCategoricalCrossentropy());
    ReduceLearningRateOnPlateau plateau = new ReduceLearningRateOnPlateau("loss", 0.1, 2, 0, 1, 1e-9, Mode.MIN);
    model.fit(data, fit -> fit.epochs(8).batchSize(50).quiet().shuffle(false).callbacks(
        new LearningRateScheduler((epoch, rate) -> epoch == 0 ? 1e-30 + 1e-6 : rate), plateau, record));
    assertThat(rates.getFirst()).isEqualTo(1e-6, within(1e-12));
    assertThat(rates).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  // ---- NaN ----

  @Test
  void nanStopsTrainingAndPutsBackTheWeightsOfTheEpochsBeginning() {
    List<String> hashes = new ArrayList<>();
    History history = model.fit(data, fit -> fit.epochs(5).batchSize(10).quiet().callbacks(
        new TerminateOnNaN(),
        LambdaCallback.onEpochEnd((run, epoch) -> hashes.add(model.weightsSha256())),
        LambdaCallback.onBatchEnd((run, batch) -> {
          if (batch.epoch() == 2 && batch.batch() == 1) {
            model.setWeight("dense_1/bias", Tensor.filled(model.getWeight("dense_1/bias").shape(), Float.NaN));
          }
        })));
    assertThat(history.stopReason()).contains("the loss is NaN in epoch 3, batch 3");
    assertThat(history.epochs()).hasSize(2);
    assertThat(model.weightsSha256()).isEqualTo(hashes.get(1));
    assertThat(model.evaluate(data).loss()).isFinite();
  }

  // ---- progress ----

  private static String run(Model model, Dataset data, boolean inPlace, int width) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.fit(data, fit -> fit.epochs(2).batchSize(1).validationSplit(0.2).quiet()
        .callbacks(new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), inPlace, width)));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void progressPrintsOneLineAnEpochWhereThereIsNoTerminal() {
    String[] lines = run(model, data, false, 80).split("\\R");
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).matches(
        "Epoch 1/2  \\S+  [0-9,.]+/s  loss \\S+  accuracy \\S+  val_loss \\S+  val_accuracy \\S+");
    assertThat(String.join("", lines)).doesNotContain("\r");
  }

  @Test
  void progressIsRedrawnInPlaceAndNeverWiderThanTheTerminal() {
    for (int width : new int[] {20, 60, 100}) {
      String text = run(model, data, true, width);
      List<String> bars = Arrays.stream(text.split("\n")[0].split("\r")).filter(line -> line.contains("ETA")).toList();
      if (width >= 60) {
        assertThat(bars).isNotEmpty();
      }
      assertThat(bars).allMatch(bar -> bar.length() < width);
      if (width == 100) {
        assertThat(bars.getFirst()).matches("Epoch 1/2  \\[.*\\] \\d+/40  ETA .*/s  loss .*accuracy .*");
      }
    }
  }

  @Test
  void historyMaySpanSeveralFits() {
    History all = new History();
    model.fit(data, fit -> fit.callbacks(all).quiet());
    model.fit(data, fit -> fit.initialEpoch(1).epochs(2).callbacks(all).quiet());
    assertThat(all.epochs()).containsExactly(0, 1);
    assertThat(all.values().keySet()).isEqualTo(Map.of("loss", 1, "accuracy", 1).keySet());
    assertThat(all.toString()).contains("epoch 2  loss");
    assertThatThrownBy(() -> all.get("x")).hasMessageContaining("loss");
  }
}
