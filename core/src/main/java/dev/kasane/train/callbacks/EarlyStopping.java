package dev.kasane.train.callbacks;

import dev.kasane.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Stops training when a value has not improved for some epochs, as Keras' callback of this name does. If asked, weights
 * and states at the end of training are those of the best epoch, whether it was stopped or not.
 */
public final class EarlyStopping implements Callback {

  private final String monitor;
  private final int patience;
  private final double minDelta;
  private final Mode mode;
  private final boolean restoreBestWeights;
  private double best;
  private int bestEpoch;
  private int waited;
  private boolean stopped;
  private Map<String, Tensor> bestWeights = Map.of();
  private boolean restored;

  /** Watches a value, restores the best weights, and counts every improvement, however small. */
  public EarlyStopping(String monitor, int patience) {
    this(monitor, patience, 0, Mode.AUTO, true);
  }

  /**
   * Watches a value.
   *
   * @param monitor what is measured, such as {@code val_loss}
   * @param patience epochs without improvement after which training stops, at least 1
   * @param minDelta an improvement must be larger than this, at least 0
   * @param mode which way it improves
   * @param restoreBestWeights whether the weights at the end are those of the best epoch
   */
  public EarlyStopping(String monitor, int patience, double minDelta, Mode mode, boolean restoreBestWeights) {
    if (patience < 1 || !(minDelta >= 0)) {
      throw new IllegalArgumentException("EarlyStopping: patience must be at least 1 and minDelta at least 0, received "
          + patience + " and " + minDelta);
    }
    this.monitor = monitor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.mode = mode;
    this.restoreBestWeights = restoreBestWeights;
    this.best = mode.worst(monitor);
  }

  /** The best value so far. */
  public double best() {
    return best;
  }

  /** The epoch of the best value so far, 0 for the first; −1 if there is none. */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    Monitors.require(run, monitor, "EarlyStopping");
    if (!restored) {
      best = mode.worst(monitor);
      bestEpoch = -1;
      waited = 0;
      stopped = false;
      bestWeights = Map.of();
    }
    restored = false;
    if (stopped) {
      run.stop(reason());
    }
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    double value = epoch.value(monitor);
    if (mode.better(monitor, value, best, minDelta)) {
      best = value;
      bestEpoch = epoch.epoch();
      waited = 0;
      if (restoreBestWeights) {
        bestWeights = run.weights();
      }
    } else if (++waited >= patience) {
      stopped = true;
      run.stop(reason());
    }
  }

  private String reason() {
    return String.format(Locale.ROOT, "early stopping: %s has not improved for %d epoch%s (best %.6g in epoch %d)",
        monitor, waited, waited == 1 ? "" : "s", best, bestEpoch + 1);
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    if (restoreBestWeights && !bestWeights.isEmpty()) {
      run.restore(bestWeights);
    }
  }

  @Override
  public void save(CallbackState state) {
    state.put("best", best);
    state.put("bestEpoch", bestEpoch);
    state.put("waited", waited);
    state.put("stopped", stopped ? 1 : 0);
    bestWeights.forEach((path, value) -> state.put(path, value));
  }

  @Override
  public void restore(CallbackState state) {
    best = state.number("best", mode.worst(monitor));
    bestEpoch = (int) state.number("bestEpoch", -1);
    waited = (int) state.number("waited", 0);
    stopped = state.number("stopped", 0) != 0;
    bestWeights = new LinkedHashMap<>(state.tensors());
    restored = true;
  }
}
