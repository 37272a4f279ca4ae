package dev.kasane.sweep;

/** A sweep that cannot be done as asked. The message is one line for people. */
public final class SweepException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why. */
  public SweepException(String message) {
    super(message);
  }

  /** Says why, with what brought it to light. */
  public SweepException(String message, Throwable cause) {
    super(message, cause);
  }
}
