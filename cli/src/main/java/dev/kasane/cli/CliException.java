package dev.kasane.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the person at the terminal and an exit status. */
final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private CliException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The command line cannot be used as it is: exit status 2. */
  static CliException usage(String message) {
    return new CliException(Main.USAGE, message, null);
  }

  /** What the command was asked to do failed: exit status 1. */
  static CliException failure(String message) {
    return new CliException(Main.FAILURE, message, null);
  }

  /** What the command was asked to do failed, with what brought it to light: exit status 1. */
  static CliException failure(String message, Throwable cause) {
    return new CliException(Main.FAILURE, message, cause);
  }

  int status() {
    return status;
  }
}
