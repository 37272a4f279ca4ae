package dev.kasane.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CsvLogger;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.LambdaCallback;
import dev.kasane.train.callbacks.TrainingRun;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running fit obeys other threads between two steps. */
@Timeout(60)
class ControlTest {

  private static final int FOREVER = 1_000_000;

  private final Dataset data = Examples.blobs(50, 3, 6);
  private final Model model = Examples.blobModel(3);

  /** Lets a test wait until training is well under way. */
  private static final class Steps implements Callback {
    private final AtomicLong done = new AtomicLong();
    private final CountDownLatch started = new CountDownLatch(5);
    private volatile double rate;

    @Override
    public void onBatchEnd(TrainingRun run, BatchEvent batch) {
      done.set(batch.step());
      rate = batch.learningRate();
      started.countDown();
    }
  }

  @Test
  void pausedTrainingStandsStillAndLetsOthersUseTheModel() throws InterruptedException {
    Steps steps = new Steps();
    Training training = model.fitAsync(data, fit -> fit.epochs(FOREVER).batchSize(10).callbacks(steps).quiet());
    assertThat(steps.started.await(30, TimeUnit.SECONDS)).isTrue();
    training.pause();
    training.control().awaitPaused();
    long at = steps.done.get();
    String hash = model.weightsSha256();
    assertThat(model.evaluate(data).accuracy()).isBetween(0.0, 1.0);
    Thread.sleep(30);
    assertThat(steps.done.get()).isEqualTo(at);
    assertThat(model.weightsSha256()).isEqualTo(hash);
    training.resume();
    while (steps.done.get() < at + 5) {
      Thread.onSpinWait();
    }
    training.stop();
    History history = training.await();
    assertThat(history.stopReason()).isEqualTo("stopped by its control");
    assertThat(training.isDone()).isTrue();
    assertThat(model.weightsSha256()).isNotEqualTo(hash);
  }

  @Test
  void pauseDoesNotChangeTheResult() throws InterruptedException {
    Model undisturbed = Examples.blobModel(3);
    undisturbed.fit(data, fit -> fit.epochs(40).batchSize(10).quiet());
    Steps steps = new Steps();
    Training training = model.fitAsync(data, fit -> fit.epochs(40).batchSize(10).callbacks(steps).quiet());
    for (int i = 0; i < 5 && !training.isDone(); i++) {
      training.pause();
      Thread.sleep(2);
      training.resume();
    }
    assertThat(training.await().epochs()).hasSize(40);
    assertThat(model.weightsSha256()).isEqualTo(undisturbed.weightsSha256());
  }

  @Test
  void aPausedTrainingCanBeStopped() throws InterruptedException {
    Steps steps = new Steps();
    Training training = model.fitAsync(data, fit -> fit.epochs(FOREVER).callbacks(steps).quiet());
    assertThat(steps.started.await(30, TimeUnit.SECONDS)).isTrue();
    training.pause();
    training.control().awaitPaused();
    training.stop();
    assertThat(training.await().stopReason()).isNotEmpty();
  }

  @Test
  void learningRateChangesFromOutside() throws InterruptedException {
    Steps steps = new Steps();
    Training training = model.fitAsync(data, fit -> fit.epochs(FOREVER).callbacks(steps).quiet());
    assertThat(steps.started.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(steps.rate).isEqualTo(0.02);
    training.learningRate(0.0035);
    while (steps.rate != 0.0035) {
      Thread.onSpinWait();
    }
    training.stop();
    training.await();
    assertThatThrownBy(() -> training.learningRate(-1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> training.learningRate(Double.NaN)).hasMessageContaining("at least 0");
  }

  @Test
  void whileOneThreadTrainsOthersAreRefused() throws InterruptedException {
    Steps steps = new Steps();
    Training training = model.fitAsync(data, fit -> fit.epochs(FOREVER).callbacks(steps).quiet());
    assertThat(steps.started.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> model.predict(data)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another thread");
    assertThatThrownBy(() -> model.fit(data)).isInstanceOf(IllegalStateException.class);
    training.stop();
    training.await();
    assertThat(model.predict(data)).isNotNull();
  }

  @Test
  void interruptedThreadStillWritesItsCheckpointAndItsLog(@TempDir Path folder) {
    Path checkpoint = folder.resolve("checkpoint");
    model.fit(data, fit -> fit.epochs(3).batchSize(10).checkpoint(checkpoint).quiet().callbacks(
        new CsvLogger(folder.resolve("log.csv")),
        LambdaCallback.onBatchEnd((run, batch) -> {
          if (batch.step() == 7) {
            Thread.currentThread().interrupt();
          }
        })));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Model.load(checkpoint, new CpuBackend(1)).steps()).isEqualTo(7);
    model.fit(data, fit -> fit.epochs(3).batchSize(10).resume(checkpoint).quiet());
    Model undisturbed = Examples.blobModel(3);
    undisturbed.fit(data, fit -> fit.epochs(3).batchSize(10).quiet());
    assertThat(model.weightsSha256()).isEqualTo(undisturbed.weightsSha256());
  }

  @Test
  void interruptedThreadStopsCleanly() throws InterruptedException {
    Steps steps = new Steps();
    AtomicReference<History> history = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread thread = Thread.ofPlatform().start(() -> {
      history.set(model.fit(data, fit -> fit.epochs(FOREVER).callbacks(steps).quiet()));
      flag.set(Thread.currentThread().isInterrupted());
    });
    assertThat(steps.started.await(30, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join();
    assertThat(history.get().stopReason()).isEqualTo("the thread was interrupted");
    assertThat(flag.get()).isTrue();
    assertThat(model.evaluate(data).loss()).isFinite();
  }

  @Test
  void stopBeforeTheBeginningMakesNoStep() {
    TrainingControl control = new TrainingControl();
    control.stop();
    model.fit(data, fit -> fit.epochs(3).control(control).quiet());
    assertThat(model.steps()).isZero();
  }

  @Test
  void errorsOfATrainingInTheBackgroundArriveWhereItIsAwaited() {
    Training training = model.fitAsync(
        data, fit -> fit.quiet().callbacks(LambdaCallback.onEpochEnd((run, epoch) -> {
          throw new IllegalStateException("late");
        })));
    assertThatThrownBy(training::await).hasMessageContaining("late");
  }

  @Test
  void aCallbackMayEvaluateButNotTrain() {
    model.fit(data, fit -> fit.quiet().callbacks(
        LambdaCallback.onEpochEnd((run, epoch) -> assertThat(model.evaluate(data).loss()).isFinite())));
    assertThatThrownBy(() -> model.fit(data, fit -> fit.quiet().callbacks(
            LambdaCallback.onEpochEnd((run, epoch) -> model.fit(data)))))
        .hasMessageContaining("must not train its own model");
  }
}
