package dev.kasane.json;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON on one line. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> {
        out.append('{');
        Iterator<Map.Entry<String, Json>> rest = members.entrySet().iterator();
        while (rest.hasNext()) {
          Map.Entry<String, Json> member = rest.next();
          string(member.getKey());
          out.append(':');
          value(member.getValue());
          comma(rest);
        }
        out.append('}');
      }
      case Json.Arr array -> {
        out.append('[');
        Iterator<Json> rest = array.items().iterator();
        while (rest.hasNext()) {
          value(rest.next());
          comma(rest);
        }
        out.append(']');
      }
      case Json.Str(String text) -> string(text);
      case Json.Num(String literal) -> out.append(literal);
      case Json.Bool(boolean bool) -> out.append(bool);
      case Json.Null _ -> out.append("null");
    }
  }

  private void comma(Iterator<?> rest) {
    if (rest.hasNext()) {
      out.append(',');
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
