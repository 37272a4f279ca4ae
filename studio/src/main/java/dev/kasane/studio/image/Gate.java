package dev.kasane.studio.image;

import dev.kasane.studio.run.RunRecorder;
import dev.kasane.train.TrainingControl;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.TrainingRun;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Lets a run wait after some steps, and end after an epoch that may be moved while it goes on.
 *
 * @param control of the run
 * @param stepsLeft steps until it waits; 0 for none
 * @param epochs the last epoch, from 1
 * @param recorder is told how many epochs there will be
 */
record Gate(TrainingControl control, AtomicInteger stepsLeft, IntSupplier epochs, RunRecorder recorder)
    implements Callback {

  @Override
  public void onTrainBegin(TrainingRun run) {
    recorder.wantedEpochs(epochs.getAsInt());
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    if (stepsLeft.get() > 0 && stepsLeft.decrementAndGet() == 0) {
      control.pause();
    }
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    if (epoch.epoch() + 1 >= epochs.getAsInt()) {
      run.stop("");
    }
  }
}
