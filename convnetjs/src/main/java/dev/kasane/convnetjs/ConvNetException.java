package dev.kasane.convnetjs;

/** A definition, option, input, label or file that cannot be used. The message says where and how to mend it. */
public final class ConvNetException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Makes one with its message. */
  public ConvNetException(String message) {
    super(message);
  }

  /** Makes one with its message and what caused it. */
  public ConvNetException(String message, Throwable cause) {
    super(message, cause);
  }
}
