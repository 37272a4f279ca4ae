package dev.kasane.train.callbacks;

/**
 * Makes the learning rate smaller when a value has not improved for some epochs, as Keras' {@code ReduceLROnPlateau}
 * does. The optimizer's own schedule no longer applies afterwards.
 */
public final class ReduceLearningRateOnPlateau implements Callback {

  private final String monitor;
  private final double factor;
  private final int patience;
  private final double minDelta;
  private final int cooldown;
  private final double minRate;
  private final Mode mode;
  private double best;
  private int waited;
  private int cooling;
  private boolean restored;

  /** Keras' defaults: improvements must exceed 0.0001, no cool-down, no smallest rate. */
  public ReduceLearningRateOnPlateau(String monitor, double factor, int patience) {
    this(monitor, factor, patience, 1e-4, 0, 0, Mode.AUTO);
  }

  /**
   * Watches a value.
   *
   * @param monitor what is measured, such as {@code val_loss}
   * @param factor the rate is multiplied by it, above 0 and below 1
   * @param patience epochs without improvement after which the rate is changed, at least 1
   * @param minDelta an improvement must be larger than this, at least 0
   * @param cooldown epochs after a change that are not counted, at least 0
   * @param minRate the rate is not made smaller than this, at least 0
   * @param mode which way the value improves
   */
  public ReduceLearningRateOnPlateau(
      String monitor, double factor, int patience, double minDelta, int cooldown, double minRate, Mode mode) {
    if (!(factor > 0 && factor < 1) || patience < 1 || !(minDelta >= 0) || cooldown < 0 || !(minRate >= 0)) {
      throw new IllegalArgumentException("ReduceLearningRateOnPlateau: expected factor between 0 and 1, patience of at "
          + "least 1, minDelta, cooldown and minRate of at least 0, received " + factor + ", " + patience + ", "
          + minDelta + ", " + cooldown + ", " + minRate);
    }
    this.monitor = monitor;
    this.factor = factor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.cooldown = cooldown;
    this.minRate = minRate;
    this.mode = mode;
    this.best = mode.worst(monitor);
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    Monitors.require(run, monitor, "ReduceLearningRateOnPlateau");
    if (!restored) {
      best = mode.worst(monitor);
      waited = 0;
      cooling = 0;
    }
    restored = false;
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    double value = epoch.value(monitor);
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (mode.better(monitor, value, best, minDelta)) {
      best = value;
      waited = 0;
    } else if (cooling == 0 && ++waited >= patience) {
      double rate = run.learningRate();
      if (rate > minRate) {
        run.learningRate(Math.max(rate * factor, minRate));
        cooling = cooldown;
        waited = 0;
      }
    }
  }

  @Override
  public void save(CallbackState state) {
    state.put("best", best);
    state.put("waited", waited);
    state.put("cooling", cooling);
  }

  @Override
  public void restore(CallbackState state) {
    best = state.number("best", mode.worst(monitor));
    waited = (int) state.number("waited", 0);
    cooling = (int) state.number("cooling", 0);
    restored = true;
  }
}
