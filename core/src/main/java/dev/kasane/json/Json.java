package dev.kasane.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value (RFC 8259). Members of objects keep their order. Numbers keep the digits they were written with, so that
 * a {@code long}, {@code float} or {@code double} comes back with the same bits.
 */
public sealed interface Json {

  /** {@code {...}}; names are unique. */
  record Obj(Map<String, Json> members) implements Json {
    /** Keeps a copy that cannot change. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * A member.
     *
     * @throws JsonException if there is none of that name
     */
    public Json get(String name) {
      Json value = members.get(name);
      if (value == null) {
        throw new JsonException("Expected a member \"" + name + "\", found only " + members.keySet());
      }
      return value;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code [...]}. */
  record Arr(List<Json> items) implements Json {
    /** Keeps a copy that cannot change. */
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code "..."}. */
  record Str(String value) implements Json {
    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * A number.
   *
   * @param literal its digits as JSON writes them
   */
  record Num(String literal) implements Json {
    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code null}. */
  record Null() implements Json {
    @Override
    public String toString() {
      return text();
    }
  }

  /** A string. */
  static Json of(String value) {
    return new Str(value);
  }

  /** A whole number. */
  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  /** A number; those that JSON lacks become the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
  static Json of(double value) {
    return Double.isFinite(value) ? new Num(Double.toString(value)) : new Str(Double.toString(value));
  }

  /** A truth value. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /** An array. */
  static Json array(List<? extends Json> items) {
    return new Arr(new ArrayList<>(items));
  }

  /** Reads a text that is exactly one JSON value. See {@link JsonReader} for the limits. */
  static Json parse(String text) {
    return JsonReader.read(text);
  }

  /** One line of JSON without spaces. */
  default String text() {
    return JsonWriter.write(this);
  }

  /**
   * This value as an object.
   *
   * @throws JsonException if it is another kind of value
   */
  default Obj object() {
    if (this instanceof Obj object) {
      return object;
    }
    throw fail("an object");
  }

  /** The items of this array. See {@link #object} for the error. */
  default List<Json> items() {
    if (this instanceof Arr(List<Json> values)) {
      return values;
    }
    throw fail("an array");
  }

  /** The value of this string. See {@link #object} for the error. */
  default String string() {
    if (this instanceof Str(String value)) {
      return value;
    }
    throw fail("a string");
  }

  /** The value of this truth value. See {@link #object} for the error. */
  default boolean bool() {
    if (this instanceof Bool(boolean value)) {
      return value;
    }
    throw fail("true or false");
  }

  /**
   * This whole number.
   *
   * @throws JsonException if it is another kind of value, has a fraction, or lies outside {@code long}
   */
  default long integer() {
    if (this instanceof Num(String literal)) {
      try {
        return Long.parseLong(literal);
      } catch (NumberFormatException e) {
        throw fail("a whole number");
      }
    }
    throw fail("a whole number");
  }

  /**
   * This whole number, at least {@code low} and at most {@code high}.
   *
   * @throws JsonException if it is not
   */
  default int integer(int low, int high) {
    long value = integer();
    if (value < low || value > high) {
      throw fail("a whole number from " + low + " to " + high);
    }
    return (int) value;
  }

  /** This number, or one of the strings for those that JSON cannot write. See {@link #object} for the error. */
  default double number() {
    return switch (this) {
      case Num(String literal) -> Double.parseDouble(literal);
      case Str(String value) when value.equals("NaN") || value.equals("Infinity") || value.equals("-Infinity") ->
          Double.parseDouble(value);
      case Obj _, Arr _, Str _, Bool _, Null _ -> throw fail("a number");
    };
  }

  private JsonException fail(String expected) {
    String text = text();
    return new JsonException(
        "Expected " + expected + ", received " + (text.length() > 60 ? text.substring(0, 60) + "..." : text));
  }
}
