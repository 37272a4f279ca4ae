package dev.kasane.studio.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page asks a room. Sizes are checked before memory is taken. */
public final class Request {

  /** Bytes of a JSON body at most. */
  public static final int MAX_JSON = 1 << 20;

  private final Map<String, String> query;
  private final InputStream body;
  private final long declaredLength;
  private final Deadlines deadlines;

  Request(Map<String, String> query, InputStream body, long declaredLength, Deadlines deadlines) {
    this.query = query;
    this.body = body;
    this.declaredLength = declaredLength;
    this.deadlines = deadlines;
  }

  /** A parameter of the query, or null. */
  public @Nullable String find(String name) {
    return query.get(name);
  }

  /**
   * A parameter of the query.
   *
   * @throws RequestException if it is missing
   */
  public String text(String name) {
    String value = query.get(name);
    if (value == null) {
      throw new RequestException("The parameter '" + name + "' is missing");
    }
    return value;
  }

  /**
   * A whole number from the query.
   *
   * @throws RequestException if it is missing, no whole number, or not from low to high
   */
  public long number(String name, long low, long high) {
    String value = text(name);
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new RequestException("The parameter '" + name + "' must be a whole number, received '" + value + "'");
    }
    if (number < low || number > high) {
      throw new RequestException(
          "The parameter '" + name + "' must be from " + low + " to " + high + ", received " + value);
    }
    return number;
  }

  /** A whole number from the query, or another if it is not there. */
  public long number(String name, long low, long high, long otherwise) {
    return query.containsKey(name) ? number(name, low, high) : otherwise;
  }

  /**
   * The body as JSON.
   *
   * @param type a record with the fields that are expected; others are refused
   * @throws RequestException if it is no such JSON or larger than {@link #MAX_JSON}
   */
  public <T> T json(Class<T> type) {
    return Json.read(bytes(MAX_JSON), type);
  }

  /**
   * The body as little-endian 32-bit floats.
   *
   * @param count how many there must be
   * @throws RequestException if there are more or fewer
   */
  public float[] floats(int count) {
    byte[] bytes = bytes((long) count * Float.BYTES);
    if (bytes.length != count * Float.BYTES) {
      throw new RequestException("Expected " + count + " numbers of 4 bytes, received " + bytes.length + " bytes");
    }
    return Bytes.floats(bytes);
  }

  /**
   * The body.
   *
   * @param max bytes at most
   * @throws RequestException if there are more; no more than that is read
   */
  public byte[] bytes(long max) {
    if (declaredLength > max) {
      throw tooLarge(max);
    }
    deadlines.begin();
    try {
      byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, max + 1));
      if (bytes.length > max) {
        throw tooLarge(max);
      }
      return bytes;
    } catch (IOException e) {
      throw new RequestException("The request broke off before its end");
    } finally {
      deadlines.end();
    }
  }

  private static RequestException tooLarge(long max) {
    return new RequestException(413, "At most " + max + " bytes can be sent here");
  }
}
