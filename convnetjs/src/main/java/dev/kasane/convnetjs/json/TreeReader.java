package dev.kasane.convnetjs.json;

import dev.kasane.convnetjs.ConvNetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Builds trees from Jackson's tokens. Memory is taken as text is read, never for a size that the text declares; numbers
 * in arrays take eight bytes each, for files are mostly these.
 */
final class TreeReader {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(400).maxNameLength(200).build();
  private static final JsonFactory STRICT = JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final JsonFactory LENIENT =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .build();

  private final JsonParser parser;

  private TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  static @Nullable Object json(String text) {
    return read(STRICT, text);
  }

  static @Nullable Object literal(String text) {
    return read(LENIENT, text);
  }

  private static @Nullable Object read(JsonFactory factory, String text) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new ConvNetException("Expected JSON, received an empty text");
      }
      Object value = new TreeReader(parser).value();
      if (parser.nextToken() != null) {
        throw new ConvNetException("Expected nothing after the JSON value, received more" + at(parser));
      }
      return value;
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : at(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new ConvNetException("Not JSON: " + firstLine(e.getOriginalMessage()) + where, e);
    }
  }

  private @Nullable Object value() {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new ConvNetException("Expected a JSON value, received " + token + at(parser));
    };
  }

  /** The double nearest to the decimal digits, as JavaScript reads them; too large ones become infinite there too. */
  private double number() {
    return Double.parseDouble(parser.getString());
  }

  private Object array() {
    Numbers numbers = new Numbers();
    JsonToken token = parser.nextToken();
    while (isNumber(token)) {
      numbers.add(number());
      token = parser.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      return numbers.count == 0 ? new ArrayList<@Nullable Object>() : numbers.toArray();
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < numbers.count; i++) {
      items.add(numbers.values[i]);
    }
    while (token != JsonToken.END_ARRAY) {
      items.add(value());
      token = parser.nextToken();
    }
    return items;
  }

  private Object object() {
    Numbers numbers = new Numbers();
    JsonToken token = parser.nextToken();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (token != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      token = parser.nextToken();
      if (members.isEmpty() && isNumber(token) && name.equals(Integer.toString(numbers.count))) {
        numbers.add(number());
      } else {
        for (int i = 0; i < numbers.count; i++) {
          members.put(Integer.toString(i), numbers.values[i]);
        }
        numbers.count = 0;
        if (members.containsKey(name)) {
          throw new ConvNetException("Expected each name once, received \"" + name + "\" again" + at(parser));
        }
        members.put(name, value());
      }
      token = parser.nextToken();
    }
    return numbers.count > 0 ? numbers.toArray() : members;
  }

  private static boolean isNumber(@Nullable JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  private static String at(JsonParser parser) {
    return at(parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr());
  }

  private static String at(int line, int column) {
    return " (line " + line + ", column " + column + ")";
  }

  private static String firstLine(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > 160 ? line.substring(0, 160) + "..." : line;
  }

  private static final class Numbers {

    private double[] values = new double[8];
    private int count;

    void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count + (count >> 1));
      }
      values[count++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }
}
