package dev.kasane.convnetjs.json;

import dev.kasane.convnetjs.ConvNetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts to trees and back. A tree has {@code Map<String, Object>} for objects, {@code List<Object>} for arrays, {@code
 * double[]} for arrays of numbers only and for objects with the keys "0", "1" and so on that hold numbers only (what
 * JavaScript makes of a typed array), {@code Double}, {@code String}, {@code Boolean} and {@code null}.
 */
public final class ConvNetJson {

  private ConvNetJson() {}

  /**
   * Reads a text that is one JSON object.
   *
   * @throws ConvNetException if it is not, with the place of the mistake
   */
  public static Map<String, Object> parse(String text) {
    return object(TreeReader.json(text));
  }

  /**
   * Reads an object as JavaScript source has it: names without quotes, single quotes, comments, a comma after the last
   * member and numbers like {@code .5} are allowed.
   *
   * @throws ConvNetException if it is something else, with the place of the mistake
   */
  public static Map<String, Object> parseLiteral(String text) {
    return object(TreeReader.literal(text));
  }

  /**
   * Reads a list of objects as JavaScript source has it: one array, with or without {@code var defs =} before it, or
   * statements {@code defs.push({...});} one after the other.
   *
   * @throws ConvNetException if it is something else, with the place of the mistake
   */
  public static List<Object> parseLiteralList(String text) {
    return LiteralStatements.read(text);
  }

  /**
   * One line of JSON, as {@code JSON.stringify} would give it, but for arrays of numbers, which are written as arrays.
   * NaN and infinities become null, as there.
   */
  public static String stringify(@Nullable Object tree) {
    return TreeWriter.write(tree);
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static Map<String, Object> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new ConvNetException("Expected a JSON object {...}, received " + JsonView.kind(value));
  }
}
