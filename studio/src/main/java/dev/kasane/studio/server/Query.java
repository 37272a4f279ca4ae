package dev.kasane.studio.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads queries and cookies. Of values with the same name the first counts; what cannot be decoded is left out. */
final class Query {

  private Query() {}

  /** All parameters. */
  static Map<String, String> parse(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          try {
            values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
          } catch (IllegalArgumentException _) {
            // An escape without its digits: whoever needs this parameter says that it is missing.
          }
        }
      }
    }
    return values;
  }

  /** One parameter, or null. */
  static @Nullable String find(@Nullable String raw, String name) {
    return parse(raw).get(name);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * A cookie, or null.
   *
   * @param headers all headers named Cookie, or null
   */
  static @Nullable String cookie(@Nullable List<String> headers, String name) {
    if (headers != null) {
      for (String header : headers) {
        for (String pair : header.split(";")) {
          String text = pair.strip();
          if (text.startsWith(name + "=")) {
            return text.substring(name.length() + 1);
          }
        }
      }
    }
    return null;
  }
}
