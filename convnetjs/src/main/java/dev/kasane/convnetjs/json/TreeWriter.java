package dev.kasane.convnetjs.json;

import dev.kasane.convnetjs.ConvNetException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the trees that {@link ConvNetJson} describes. */
final class TreeWriter {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private TreeWriter() {}

  static String write(@Nullable Object tree) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      value(json, tree);
    }
    return out.toString();
  }

  private static void value(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer whole -> json.writeNumber(whole);
      case Long whole -> json.writeNumber(whole);
      case Number number -> number(json, number.doubleValue());
      case double[] numbers -> {
        json.writeStartArray();
        for (double number : numbers) {
          number(json, number);
        }
        json.writeEndArray();
      }
      case List<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          value(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> members -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
          json.writeName(String.valueOf(member.getKey()));
          value(json, member.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new ConvNetException("Expected what JSON can hold, received a " + value.getClass().getName());
    }
  }

  private static void number(JsonGenerator json, double number) {
    if (!Double.isFinite(number)) {
      json.writeNull();
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15 && !(number == 0 && 1 / number < 0)) {
      json.writeNumber((long) number);
    } else {
      json.writeNumber(number);
    }
  }
}
