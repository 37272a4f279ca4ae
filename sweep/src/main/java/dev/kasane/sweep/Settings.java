package dev.kasane.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Values for all settings of an experiment.
 *
 * @param values by name, in the experiment's order
 */
public record Settings(Map<String, Value> values) {

  /** Keeps a copy. */
  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a setting. */
  public Value get(String name) {
    return Objects.requireNonNull(values.get(name), () -> "no setting '" + name + "' among " + values.keySet());
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if the setting has another kind of value
   */
  public int whole(String name) {
    if (get(name) instanceof Value.Whole(long value)) {
      return Math.toIntExact(value);
    }
    throw new IllegalArgumentException(name + ": expected a whole number, received " + get(name).text());
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if the setting has another kind of value
   */
  public double real(String name) {
    return switch (get(name)) {
      case Value.Real(double value) -> value;
      case Value.Whole(long value) -> value;
      case Value.Word(String value) ->
          throw new IllegalArgumentException(name + ": expected a number, received " + value);
    };
  }

  /** A word. */
  public String word(String name) {
    return get(name).text();
  }
}
