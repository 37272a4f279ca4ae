package dev.kasane.train.callbacks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured in each finished epoch. {@code fit} returns it; as a callback it can be handed to several calls of
 * {@code fit} and then spans them all.
 */
public final class History implements Callback {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final List<Integer> epochs = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> samplesPerSecond = new ArrayList<>();
  private String stopReason = "";

  /** One without epochs. */
  public History() {}

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    add(epoch);
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    stopReason = history.stopReason;
  }

  /** Adds an epoch. */
  public void add(EpochEvent epoch) {
    epochs.add(epoch.epoch());
    epoch.values().forEach((name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    seconds.add(epoch.seconds());
    samplesPerSecond.add(epoch.samplesPerSecond());
  }

  /** Says why training ended before its last epoch. */
  public void stopReason(String reason) {
    stopReason = reason;
  }

  /** Why training ended before its last epoch, such as {@code early stopping: ...}; empty if it did not. */
  public String stopReason() {
    return stopReason;
  }

  /** The epochs, 0 for the first. */
  public List<Integer> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** What was measured: {@code loss}, metrics, {@code val_loss} and so on. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** All values by name, one a finished epoch. */
  public Map<String, List<Double>> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * One value a finished epoch.
   *
   * @throws IllegalArgumentException if nothing of that name was measured
   */
  public List<Double> get(String name) {
    List<Double> list = values.get(name);
    if (list == null) {
      throw new IllegalArgumentException("History has no '" + name + "', only " + values.keySet());
    }
    return Collections.unmodifiableList(list);
  }

  /** The value of the last finished epoch. See {@link #get} for the error. */
  public double last(String name) {
    return get(name).getLast();
  }

  /** Seconds of training of each epoch, without validation. */
  public List<Double> seconds() {
    return Collections.unmodifiableList(seconds);
  }

  /** Samples per second of training of each epoch. */
  public List<Double> samplesPerSecond() {
    return Collections.unmodifiableList(samplesPerSecond);
  }

  /** One line an epoch. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < epochs.size(); i++) {
      text.append("epoch ").append(epochs.get(i) + 1);
      for (Map.Entry<String, List<Double>> entry : values.entrySet()) {
        if (i < entry.getValue().size()) {
          text.append(String.format(Locale.ROOT, "  %s %.4f", entry.getKey(), entry.getValue().get(i)));
        }
      }
      text.append('\n');
    }
    return stopReason.isEmpty() ? text.toString() : text.append("stopped: ").append(stopReason).append('\n').toString();
  }
}
