package dev.kasane.train.files;

/** A model file that cannot be written or read. The message names the file, what is wrong and how to mend it. */
public final class ModelFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one with its message. */
  public ModelFileException(String message) {
    super(message);
  }

  /** Makes one with its message and cause. */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
