package dev.kasane.train.callbacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * An epoch, just done.
 *
 * @param epoch epoch of this run, 0 for the first
 * @param epochs epochs of this run
 * @param values {@code loss}, the metrics, then the same with {@code val_} in front if there is validation data
 * @param learningRate of the last step
 * @param seconds of training in this process, without validation and pauses
 * @param samplesPerSecond while training, in this process
 */
public record EpochEvent(
    int epoch,
    int epochs,
    Map<String, Double> values,
    double learningRate,
    double seconds,
    double samplesPerSecond) {

  /** Keeps a copy of the values. */
  public EpochEvent {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * A value by name, such as {@code val_loss}.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      StringJoiner known = new StringJoiner(", ");
      values.keySet().forEach(known::add);
      throw new IllegalArgumentException(
          "Nothing called '" + name + "' is measured, only " + known
              + (name.startsWith("val_") && !values.containsKey("val_loss")
                  ? ". Give fit validation data (validationSplit or validationData) to measure val_ values."
                  : ""));
    }
    return value;
  }
}
