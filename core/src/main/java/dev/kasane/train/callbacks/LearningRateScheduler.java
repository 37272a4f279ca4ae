package dev.kasane.train.callbacks;

/** Sets the learning rate at the beginning of each epoch; the optimizer's own schedule, by step, no longer applies. */
public final class LearningRateScheduler implements Callback {

  private final RateByEpoch rates;

  /** The learning rate of an epoch. */
  @FunctionalInterface
  public interface RateByEpoch {
    /**
     * The rate of an epoch.
     *
     * @param epoch 0 for the first
     * @param rate the present one
     */
    double at(int epoch, double rate);
  }

  /** One that asks a function. */
  public LearningRateScheduler(RateByEpoch rates) {
    this.rates = rates;
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    run.learningRate(rates.at(epoch, run.learningRate()));
  }
}
