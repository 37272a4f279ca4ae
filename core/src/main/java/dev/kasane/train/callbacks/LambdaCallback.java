package dev.kasane.train.callbacks;

import java.util.function.BiConsumer;

/** Callbacks made of one function. */
public final class LambdaCallback {

  private LambdaCallback() {}

  /** One that is called after each step. */
  public static Callback onBatchEnd(BiConsumer<TrainingRun, BatchEvent> action) {
    return new Callback() {
      @Override
      public String name() {
        return "onBatchEnd function";
      }

      @Override
      public void onBatchEnd(TrainingRun run, BatchEvent batch) {
        action.accept(run, batch);
      }
    };
  }

  /** One that is called after each epoch. */
  public static Callback onEpochEnd(BiConsumer<TrainingRun, EpochEvent> action) {
    return new Callback() {
      @Override
      public String name() {
        return "onEpochEnd function";
      }

      @Override
      public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
        action.accept(run, epoch);
      }
    };
  }
}
