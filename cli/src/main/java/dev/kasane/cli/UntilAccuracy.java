package dev.kasane.cli;

import dev.kasane.data.Dataset;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.TrainingRun;

/** Ends training once a share of the test samples is right, and knows how long training took until then. */
final class UntilAccuracy implements Callback {

  private static final int LOOKS_PER_EPOCH = 4;
  private static final int BATCH = 500;

  private final Model model;
  private final Dataset test;
  private final double goal;
  private double seconds;
  private double best;
  private long samples;
  private long step;
  private double epochSeconds;
  private boolean reached;

  UntilAccuracy(Model model, Dataset test, double goal) {
    this.model = model;
    this.test = test;
    this.goal = goal;
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    epochSeconds = 0;
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    samples += batch.samples();
    int number = batch.batch() + 1;
    int batches = batch.batches();
    boolean look = (long) number * LOOKS_PER_EPOCH / batches > (number - 1L) * LOOKS_PER_EPOCH / batches;
    if (!look || reached) {
      return;
    }
    seconds += batch.seconds() - epochSeconds;
    epochSeconds = batch.seconds();
    double accuracy = model.evaluate(test, BATCH).values().getOrDefault("accuracy", 0.0);
    best = Math.max(best, accuracy);
    if (accuracy >= goal) {
      reached = true;
      step = batch.step();
      run.stop("reached " + accuracy);
    }
  }

  boolean reached() {
    return reached;
  }

  /** Seconds spent in training steps until the goal was reached; tests do not count. */
  double seconds() {
    return seconds;
  }

  /** The best share that was seen. */
  double best() {
    return best;
  }

  /** Samples trained on. */
  long samples() {
    return samples;
  }

  /** The step after which the goal was reached. */
  long step() {
    return step;
  }

  /** Adds what is known to the report of the training. */
  void report(JsonOutput json) {
    json.put("until_accuracy", goal)
        .put("until_reached", reached)
        .put("until_seconds", reached ? seconds : Double.NaN)
        .put("until_steps", reached ? step : Double.NaN);
    if (reached) {
      // The report's own numbers are of finished epochs, and the last may not be one.
      json.put("train_seconds", seconds).put("images_per_second", samples / seconds);
    }
  }
}
