package dev.kasane.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.data.Dataset;
import dev.kasane.nn.Optimizers;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running fit goes on with another optimizer or batch size. */
@Timeout(60)
class ChangeTest {

  private final Dataset data = Examples.blobs(50, 3, 6);
  private final Model model = Examples.blobModel(3);
  private final TrainingControl control = new TrainingControl();

  /** Asks for something after a step; keeps what steps were like. */
  private final class AfterStep implements Callback {
    private final long step;
    private final Consumer<TrainingControl> change;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();

    AfterStep(long step, Consumer<TrainingControl> change) {
      this.step = step;
      this.change = change;
    }

    @Override
    public void onBatchEnd(TrainingRun run, BatchEvent batch) {
      sizes.add(batch.samples());
      losses.add(batch.loss());
      rates.add(batch.learningRate());
      if (batch.step() == step) {
        change.accept(control);
      }
    }
  }

  private History fit(int epochs, int batchSize, AfterStep change) {
    return model.fit(data, fit -> fit.epochs(epochs).batchSize(batchSize).control(control).callbacks(change).quiet());
  }

  @Test
  void anotherOptimizerBetweenEpochsIsLikeCompilingAnew() {
    fit(3, 10, new AfterStep(5, asked -> asked.optimizer(Optimizers.momentum(0.05, 0.9))));
    Model twice = Examples.blobModel(3);
    twice.fit(data, fit -> fit.epochs(1).batchSize(10).quiet());
    Compilation compilation = twice.requireCompiled("test");
    twice.compile(new Compilation(Optimizers.momentum(0.05, 0.9), compilation.objectives()));
    twice.fit(data, fit -> fit.epochs(3).initialEpoch(1).batchSize(10).quiet());
    assertThat(model.weightsSha256()).isEqualTo(twice.weightsSha256());
  }

  @Test
  void anotherOptimizerInsideAnEpochSkipsAndRepeatsNothing() {
    AfterStep change = new AfterStep(2, asked -> asked.optimizer(Optimizers.sgd(0.125)));
    fit(2, 10, change);
    assertThat(change.sizes).containsExactly(10, 10, 10, 10, 10, 10, 10, 10, 10, 10);
    assertThat(change.rates).startsWith(0.02, 0.02, 0.125).endsWith(0.125);
    assertThat(model.epochsTrained()).isEqualTo(2);
  }

  @Test
  void aRateSetAfterAnOptimizerIsMeantForIt() {
    AfterStep change = new AfterStep(2, asked -> {
      asked.learningRate(0.5);
      asked.optimizer(Optimizers.sgd(0.125));
      asked.learningRate(0.25);
    });
    fit(2, 10, change);
    assertThat(change.rates).startsWith(0.02, 0.02, 0.25).endsWith(0.25).doesNotContain(0.5);
  }

  @Test
  void anotherBatchSizeGoesOnWhereTrainingWas() {
    AfterStep change = new AfterStep(3, asked -> asked.batchSize(8));
    History history = fit(2, 10, change);
    // After 30 samples three batches of 8 are behind, six in all; the last holds 2.
    assertThat(change.sizes).containsExactly(10, 10, 10, 8, 8, 8, 2, 8, 8, 8, 8, 8, 8, 2);
    double sum = 0;
    int samples = 0;
    for (int i = 0; i < 7; i++) {
      sum += change.losses.get(i) * change.sizes.get(i);
      samples += change.sizes.get(i);
    }
    assertThat(history.values().get("loss").getFirst()).isCloseTo(sum / samples, within(1e-9));
    assertThatThrownBy(() -> control.batchSize(0)).hasMessageContaining("at least 1");
  }

  @Test
  void aLargerBatchSizeThanThereAreSamplesEndsWell() {
    AfterStep change = new AfterStep(5, asked -> asked.batchSize(1000));
    fit(3, 10, change);
    assertThat(change.sizes).containsExactly(10, 10, 10, 10, 10, 50, 50);
  }
}
