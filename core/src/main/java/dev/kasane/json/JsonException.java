package dev.kasane.json;

/** Text that is not JSON, or JSON that is not what was expected. The message says where. */
public final class JsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Makes one with its message. */
  public JsonException(String message) {
    super(message);
  }
}
