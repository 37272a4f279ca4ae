package dev.kasane.sweep;

import dev.kasane.json.Json;
import dev.kasane.tensor.CounterRandom;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A setting that is varied: over some values, or over a range. */
public sealed interface Dimension {

  /** The setting. */
  Setting setting();

  /** Some values, in the order they were given. */
  record Values(Setting setting, List<Value> values) implements Dimension {
    /** Checks and keeps the values. */
    public Values {
      List<Value> fitting = new ArrayList<>();
      for (Value value : values) {
        fitting.add(setting.accept(value));
      }
      if (fitting.isEmpty() || new LinkedHashSet<>(fitting).size() != fitting.size()) {
        throw new IllegalArgumentException(
            setting.name() + ": expected at least one value and none twice, received " + values.size() + " values");
      }
      values = List.copyOf(fitting);
    }
  }

  /**
   * A range of numbers.
   *
   * @param from where it begins
   * @param to where it ends, above {@code from}
   * @param count values of a grid, from {@code from} to {@code to}; 0 if it is only searched at random
   * @param log whether equal ratios count instead of equal distances
   */
  record Range(Setting setting, double from, double to, int count, boolean log) implements Dimension {
    /** Checks the bounds. */
    public Range {
      if (setting.kind() instanceof Setting.Kind.Word) {
        throw new IllegalArgumentException(setting.name() + ": expected a list of words, received a range");
      }
      setting.accept(new Value.Real(from));
      setting.accept(new Value.Real(to));
      if (!(from < to) || (log && from <= 0)) {
        throw new IllegalArgumentException(setting.name() + ": expected from < to" + (log ? " and from > 0" : "")
            + ", received from " + from + " to " + to);
      }
    }
  }

  /**
   * The values of a grid.
   *
   * @throws IllegalArgumentException if a range has no count of at least 2
   */
  default List<Value> grid() {
    return switch (this) {
      case Values(Setting _, List<Value> values) -> values;
      case Range range -> {
        if (range.count() < 2) {
          throw new IllegalArgumentException(range.setting().name()
              + ": expected a count of at least 2 for a grid, received " + range.count());
        }
        LinkedHashSet<Value> distinct = new LinkedHashSet<>(); // whole numbers may fall together
        for (int i = 0; i < range.count(); i++) {
          distinct.add(at(range, (double) i / (range.count() - 1)));
        }
        yield List.copyOf(distinct);
      }
    };
  }

  /** The value of a trial of a random search. */
  default Value random(long seed, int trial) {
    double share = CounterRandom.uniform(CounterRandom.stream(seed, "sweep/" + setting().name()), trial);
    return switch (this) {
      case Values(Setting _, List<Value> values) -> values.get((int) (share * values.size()));
      case Range range -> at(range, share);
    };
  }

  private static Value at(Range range, double share) {
    double value =
        range.log()
            ? range.from() * Math.pow(range.to() / range.from(), share)
            : range.from() + share * (range.to() - range.from());
    if (range.setting().kind() instanceof Setting.Kind.Whole) {
      return new Value.Whole(Math.round(value));
    }
    // Six digits are more than any sweep needs, and people read them more easily than seventeen.
    double rounded = new BigDecimal(value).round(new MathContext(6)).doubleValue();
    return new Value.Real(Math.clamp(rounded, range.from(), range.to()));
  }

  /** As JSON, to tell whether a sweep has changed. */
  default Json json() {
    return switch (this) {
      case Values(Setting _, List<Value> values) -> Json.array(values.stream().map(Value::json).toList());
      case Range range -> {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("from", Json.of(range.from()));
        members.put("to", Json.of(range.to()));
        members.put("count", Json.of(range.count()));
        members.put("scale", Json.of(range.log() ? "log" : "linear"));
        yield new Json.Obj(members);
      }
    };
  }
}
