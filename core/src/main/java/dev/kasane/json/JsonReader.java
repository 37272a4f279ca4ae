package dev.kasane.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as RFC 8259 writes it and nothing more: no comments, no trailing commas, no second value after the first,
 * no name twice in an object, no half surrogate pairs. Nesting is limited to {@value #MAX_DEPTH} levels and numbers to
 * {@value #MAX_NUMBER} characters, so that hostile text cannot exhaust the stack; the text's length bounds the memory.
 */
final class JsonReader {

  static final int MAX_DEPTH = 64;
  static final int MAX_NUMBER = 64;

  private static final Json NULL = new Json.Null();

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Json read(String text) {
    JsonReader reader = new JsonReader(text);
    Json value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.error("nothing more after the value");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("at most " + MAX_DEPTH + " levels of nesting");
    }
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw error("a value");
    };
  }

  private Json object(int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    at++;
    space();
    if (accept('}')) {
      return new Json.Obj(members);
    }
    do {
      space();
      if (peek() != '"') {
        throw error("a member name in quotes");
      }
      int start = at;
      String name = string();
      space();
      expect(':');
      Json value = value(depth + 1);
      if (members.putIfAbsent(name, value) != null) {
        at = start;
        throw error("each member name once");
      }
      space();
    } while (accept(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array(int depth) {
    List<Json> items = new ArrayList<>();
    at++;
    space();
    if (accept(']')) {
      return new Json.Arr(items);
    }
    do {
      items.add(value(depth + 1));
      space();
    } while (accept(','));
    expect(']');
    return new Json.Arr(items);
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw error(word);
    }
    at += word.length();
    return value;
  }

  private Json number() {
    int start = at;
    accept('-');
    if (!accept('0')) {
      digits();
    }
    if (accept('.')) {
      digits();
    }
    if (accept('e') || accept('E')) {
      if (!accept('-')) {
        accept('+');
      }
      digits();
    }
    if (at - start > MAX_NUMBER) {
      at = start;
      throw error("a number of at most " + MAX_NUMBER + " characters");
    }
    return new Json.Num(text.substring(start, at));
  }

  private void digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw error("a digit");
    }
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    int start = at++;
    while (true) {
      int c = peek();
      if (c < 0) {
        throw error("the closing quote of the string that begins at " + start);
      }
      if (c < 0x20) {
        throw error("no control characters in a string");
      }
      at++;
      if (c == '"') {
        break;
      }
      out.append(c == '\\' ? escape() : (char) c);
    }
    checkSurrogates(out, start);
    return out.toString();
  }

  private char escape() {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw error("an escape: one of \" \\ / b f n r t u");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw error("four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private void checkSurrogates(CharSequence string, int start) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c) && i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        at = start;
        throw error("no half of a surrogate pair in a string");
      }
      i += pair ? 1 : 0;
    }
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or −1 at the end. */
  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private boolean accept(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "'");
    }
  }

  private JsonException error(String expected) {
    String found = at >= text.length() ? "the end" : "'" + text.substring(at, Math.min(at + 20, text.length())) + "'";
    return new JsonException("JSON at character " + at + ": expected " + expected + ", found " + found);
  }
}
