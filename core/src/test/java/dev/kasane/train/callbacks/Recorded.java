package dev.kasane.train.callbacks;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
public final class Recorded implements Callback {

  /** In order. */
  public final List<String> events = new ArrayList<>();

  @Override
  public void onTrainBegin(TrainingRun run) {
    events.add("begin");
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    events.add("epoch " + epoch);
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    events.add("batch " + batch.batch() + "/" + batch.batches() + " of " + batch.samples() + " step " + batch.step());
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    events.add("end of epoch " + epoch.epoch());
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    events.add("end");
  }
}
