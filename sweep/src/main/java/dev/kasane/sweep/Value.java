package dev.kasane.sweep;

import dev.kasane.json.Json;

/** The value of a setting. */
public sealed interface Value {

  /** A whole number. */
  record Whole(long value) implements Value {}

  /** A number. */
  record Real(double value) implements Value {}

  /** One of several words. */
  record Word(String value) implements Value {}

  /** As people and CSV files write it; a {@code double} comes back from it with the same bits. */
  default String text() {
    return switch (this) {
      case Whole(long value) -> Long.toString(value);
      case Real(double value) -> value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value) : Double.toString(value);
      case Word(String value) -> value;
    };
  }

  /** As JSON. */
  default Json json() {
    return switch (this) {
      case Whole(long value) -> Json.of(value);
      case Real(double value) -> Json.of(value);
      case Word(String value) -> Json.of(value);
    };
  }
}
