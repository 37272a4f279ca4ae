package dev.kasane.convnetjs.json;

import dev.kasane.convnetjs.ConvNetException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists as ConvNetJS users write them: an array, or an assignment and {@code push} calls. */
final class LiteralStatements {

  private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:(?:var|let|const)\\s+)?[\\w$.]+\\s*=(?!=)\\s*");
  private static final Pattern PUSH = Pattern.compile("\\s*[\\w$.]+\\.push\\s*\\(");
  private static final Pattern COMMENT = Pattern.compile("\\s*(?://[^\\n]*(?:\\n|$)|/\\*.*?\\*/)", Pattern.DOTALL);

  private final String text;
  private int at;

  private LiteralStatements(String text) {
    this.text = text;
  }

  static List<Object> read(String text) {
    LiteralStatements statements = new LiteralStatements(text);
    List<Object> items = new ArrayList<>();
    statements.skip();
    if (statements.at == text.length()) {
      throw new ConvNetException("Expected a list of layer definitions [{...}, ...], received an empty text");
    }
    while (statements.at < text.length()) {
      statements.statement(items);
      statements.skip();
    }
    return items;
  }

  private void statement(List<Object> items) {
    if (accept(PUSH)) {
      int end = closing();
      addAll(items, TreeReader.literal("[" + text.substring(at, end) + "]"));
      at = end + 1;
      return;
    }
    accept(ASSIGNMENT);
    if (at == text.length() || text.charAt(at) != '[') {
      throw new ConvNetException(
          "Expected a list of layer definitions [{...}, ...] or calls defs.push({...}), received \""
              + text.substring(at, Math.min(text.length(), at + 30)).replaceAll("\\s+", " ") + "\"");
    }
    at++;
    int end = closing();
    addAll(items, TreeReader.literal("[" + text.substring(at, end) + "]"));
    at = end + 1;
  }

  private static void addAll(List<Object> items, @Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      throw new ConvNetException("Expected layer definitions {...}, received numbers");
    }
    for (Object item : list) {
      if (item == null) {
        throw new ConvNetException("Expected layer definitions {...}, received null");
      }
      items.add(item);
    }
  }

  /** Where the bracket closes that is open at this place; strings and comments are passed over. */
  private int closing() {
    int open = 1;
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfString(i, c);
      } else if (c == '/' && COMMENT.matcher(text).region(i, text.length()).lookingAt()) {
        Matcher comment = COMMENT.matcher(text).region(i, text.length());
        i = comment.lookingAt() ? comment.end() - 1 : i;
      } else if (c == '[' || c == '{' || c == '(') {
        open++;
      } else if ((c == ']' || c == '}' || c == ')') && --open == 0) {
        return i;
      }
      i++;
    }
    throw new ConvNetException("Expected a closing bracket in the layer definitions, received the end of the text");
  }

  private int endOfString(int start, char quote) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
    }
    return text.length();
  }

  private void skip() {
    boolean moved = true;
    while (moved) {
      moved = accept(COMMENT);
      while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ';')) {
        at++;
        moved = true;
      }
    }
  }

  private boolean accept(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (matcher.lookingAt()) {
      at = matcher.end();
      return true;
    }
    return false;
  }
}
