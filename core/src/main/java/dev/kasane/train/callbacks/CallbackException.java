package dev.kasane.train.callbacks;

/** A callback failed. The message names it and where; the cause is its exception. Training has stopped. */
public final class CallbackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one with its message and cause. */
  public CallbackException(String message, Throwable cause) {
    super(message, cause);
  }
}
