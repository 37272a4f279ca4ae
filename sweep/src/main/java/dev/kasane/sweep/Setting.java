package dev.kasane.sweep;

import java.util.List;

/**
 * A setting of an experiment: its name, what values it takes and which it has when nothing is said.
 *
 * @param name as recipes write it, such as {@code learning_rate}
 * @param about what it is, in a few words
 * @param kind what values it takes
 * @param preset its default
 */
public record Setting(String name, String about, Kind kind, Value preset) {

  /** What values a setting takes. */
  public sealed interface Kind {

    /** Whole numbers between two bounds, both included. */
    record Whole(long low, long high) implements Kind {}

    /** Numbers between two bounds, both included. */
    record Real(double low, double high) implements Kind {}

    /** One of some words. */
    record Word(List<String> words) implements Kind {
      /** Keeps a copy. */
      public Word {
        words = List.copyOf(words);
      }
    }

    /** What is expected, for messages. */
    default String expected() {
      return switch (this) {
        case Whole(long low, long high) -> "a whole number from " + low + " to " + high;
        case Real(double low, double high) -> "a number from " + low + " to " + high;
        case Word(List<String> words) -> "one of " + String.join(", ", words);
      };
    }
  }

  /** Checks that the default is a value it takes. */
  public Setting {
    check(name, kind, preset);
  }

  /** A setting of whole numbers. */
  public static Setting whole(String name, String about, long preset, long low, long high) {
    return new Setting(name, about, new Kind.Whole(low, high), new Value.Whole(preset));
  }

  /** A setting of numbers. */
  public static Setting real(String name, String about, double preset, double low, double high) {
    return new Setting(name, about, new Kind.Real(low, high), new Value.Real(preset));
  }

  /** A setting of words; the first is the default. */
  public static Setting word(String name, String about, String... words) {
    return new Setting(name, about, new Kind.Word(List.of(words)), new Value.Word(words[0]));
  }

  /**
   * The value as this setting's kind: a whole number also where a number with a zero fraction came, a number also where
   * a whole one came.
   *
   * @throws IllegalArgumentException if it is none of this setting's values; the message says what was expected
   */
  public Value accept(Value value) {
    return check(name, kind, value);
  }

  private static Value check(String name, Kind kind, Value value) {
    Value fitting =
        switch (kind) {
          case Kind.Whole(long low, long high) -> switch (value) {
            case Value.Whole(long v) when v >= low && v <= high -> value;
            case Value.Real(double v) when v == Math.rint(v) && v >= low && v <= high -> new Value.Whole((long) v);
            case Value.Whole _, Value.Real _, Value.Word _ -> null;
          };
          case Kind.Real(double low, double high) -> switch (value) {
            case Value.Real(double v) when v >= low && v <= high -> value;
            case Value.Whole(long v) when v >= low && v <= high -> new Value.Real(v);
            case Value.Whole _, Value.Real _, Value.Word _ -> null;
          };
          case Kind.Word(List<String> words) -> switch (value) {
            case Value.Word(String v) when words.contains(v) -> value;
            case Value.Whole _, Value.Real _, Value.Word _ -> null;
          };
        };
    if (fitting == null) {
      throw new IllegalArgumentException(name + ": expected " + kind.expected() + ", received " + value.text());
    }
    return fitting;
  }
}
