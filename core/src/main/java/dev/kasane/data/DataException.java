package dev.kasane.data;

import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used as it is: a missing, damaged or mistaken file, or values outside their range. The message is
 * meant for the person who supplied the data and says where, what was expected, what was received and how to mend it.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String expected;
  private final String received;
  private final String mend;

  /**
   * Describes data that cannot be used.
   *
   * @param where the file, address or sample
   * @param expected what should have been there
   * @param received what was there instead
   * @param mend what the reader can do about it: a sentence with its full stop
   */
  public DataException(String where, String expected, String received, String mend) {
    this(where, expected, received, mend, null);
  }

  /** Describes data that cannot be used, with what brought it to light. */
  public DataException(String where, String expected, String received, String mend, @Nullable Throwable cause) {
    super(null, cause);
    this.where = where;
    this.expected = expected;
    this.received = received;
    this.mend = mend;
  }

  /** All of it in one line: {@code where: expected ..., received .... mend}. */
  @Override
  public String getMessage() {
    return where + ": expected " + expected + ", received " + received + ". " + mend;
  }

  /** The file, address or sample. */
  public String where() {
    return where;
  }

  /** What should have been there. */
  public String expected() {
    return expected;
  }

  /** What was there instead. */
  public String received() {
    return received;
  }

  /** What can be done about it. */
  public String mend() {
    return mend;
  }
}
