package dev.kasane.studio.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param type of the content, as in HTTP
 * @param body its bytes; not changed afterwards
 * @param fileName if browsers shall save it under this name
 */
public record Reply(String type, byte[] body, @Nullable String fileName) {

  private static final Reply DONE = json(java.util.Map.of());

  /** An object as JSON: records, maps, lists, arrays, numbers, texts. NaN and infinities become null. */
  public static Reply json(Object value) {
    return new Reply("application/json", Json.write(value), null);
  }

  /** Nothing but that it is done. */
  public static Reply done() {
    return DONE;
  }

  /** Numbers for pictures: little-endian 32-bit floats, one after the other. */
  public static Reply floats(float[] values) {
    return new Reply("application/octet-stream", Bytes.of(values), null);
  }

  /** Bytes of a type. */
  public static Reply bytes(String type, byte[] body) {
    return new Reply(type, body, null);
  }

  /** A file to save. */
  public static Reply file(String name, String type, byte[] body) {
    return new Reply(type, body, name);
  }

  /** A text file to save. */
  public static Reply file(String name, String type, String body) {
    return new Reply(type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), name);
  }
}
