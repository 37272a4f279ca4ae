package dev.kasane.convnetjs.json;

import dev.kasane.convnetjs.ConvNetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a tree and where it lies, so that what it lacks can be said by name. */
public final class JsonView {

  private final String path;
  private final Map<?, ?> members;

  private JsonView(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  /**
   * A view of an object.
   *
   * @param path what to call it in messages
   * @param value a map
   * @throws ConvNetException if it is something else
   */
  public static JsonView of(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonView(path, map);
    }
    throw new ConvNetException(path + ": expected an object {...}, received " + kind(value));
  }

  /** What this object is called in messages. */
  public String path() {
    return path;
  }

  /** This view under a name that says more. */
  public JsonView named(String name) {
    return new JsonView(name, members);
  }

  /** The names of its members. */
  public Set<?> names() {
    return members.keySet();
  }

  /** Whether there is a member of that name, other than null (which is taken for JavaScript's undefined). */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** A mistake in a member. */
  public ConvNetException error(String name, String message) {
    return new ConvNetException(path + ": " + name + ": " + message);
  }

  /** A whole number, at least {@code low}. */
  public int integer(String name, int low) {
    double value = number(name);
    if (value != Math.rint(value) || value < low || value > Integer.MAX_VALUE) {
      throw error(name, "expected a whole number from " + low + ", received " + text(value));
    }
    return (int) value;
  }

  /** A whole number, or {@code absent} if there is none. */
  public int integer(String name, int low, int absent) {
    return has(name) ? integer(name, low) : absent;
  }

  /** A finite number. */
  public double number(String name) {
    Object value = members.get(name);
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw error(name, "expected a number, received " + (members.containsKey(name) ? kind(value) : "nothing"));
  }

  /** A finite number, or {@code absent} if there is none. */
  public double number(String name, double absent) {
    return has(name) ? number(name) : absent;
  }

  /** A text. */
  public String string(String name) {
    Object value = members.get(name);
    if (value instanceof String text) {
      return text;
    }
    throw error(name, "expected a text, received " + (members.containsKey(name) ? kind(value) : "nothing"));
  }

  /** The value as it is. */
  public @Nullable Object raw(String name) {
    return members.get(name);
  }

  /** A list of objects. */
  public List<JsonView> objects(String name) {
    Object value = members.get(name);
    if (!(value instanceof List<?> items)) {
      throw error(name, "expected a list [...], received " + (members.containsKey(name) ? kind(value) : "nothing"));
    }
    List<JsonView> views = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      views.add(of(path + ": " + name + "[" + i + "]", items.get(i)));
    }
    return views;
  }

  /** An object. */
  public JsonView object(String name) {
    if (!members.containsKey(name)) {
      throw error(name, "expected an object {...}, received nothing");
    }
    return of(path + ": " + name, members.get(name));
  }

  /**
   * Numbers, in a list or in an object with the keys "0", "1" and so on.
   *
   * @param count how many there must be
   * @param why what asks for that count, for the message
   * @return an array of their own
   */
  public double[] numbers(String name, long count, String why) {
    Object value = members.get(name);
    if (value == null) {
      throw error(name, "expected numbers, received " + (members.containsKey(name) ? "null" : "nothing"));
    }
    long found = switch (value) {
      case double[] array -> array.length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw error(name, "expected numbers, received " + kind(value));
    };
    if (found != count) {
      throw error(name, "expected " + count + " numbers for " + why + ", received " + found);
    }
    double[] out = new double[(int) count];
    for (int i = 0; i < out.length; i++) {
      out[i] = switch (value) {
        case double[] array -> finite(name, i, array[i]);
        case List<?> list -> finite(name, i, list.get(i));
        case Map<?, ?> map -> finite(name, i, map.get(Integer.toString(i)));
        default -> throw new IllegalStateException();
      };
    }
    return out;
  }

  private double finite(String name, int index, @Nullable Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    String hint = value == null ? " (JSON writes NaN and infinities as null: this net had diverged)" : "";
    throw error(name + "[" + index + "]", "expected a finite number, received " + kind(value) + hint);
  }

  /** A value in few words. */
  public static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number number -> text(number.doubleValue());
      case String text -> "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
      case Boolean truth -> truth.toString();
      case double[] numbers -> "a list of " + numbers.length + " numbers";
      case List<?> list -> "a list of " + list.size() + " items";
      case Map<?, ?> map -> "an object with " + map.size() + " members";
      default -> "a " + value.getClass().getSimpleName();
    };
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }
}
