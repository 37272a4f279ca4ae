package dev.kasane.studio.server;

/** A request that cannot be answered, and what to say about it. */
public final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  /** A mistake in what was asked: says what was expected and what was received. */
  public RequestException(String message) {
    this(400, message);
  }

  /**
   * One with a status.
   *
   * @param status of HTTP, from 400 to 499
   */
  public RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }
}
