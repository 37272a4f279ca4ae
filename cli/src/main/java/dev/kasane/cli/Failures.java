package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.data.DataException;
import dev.kasane.graph.ShapeException;
import dev.kasane.train.callbacks.CallbackException;
import dev.kasane.train.files.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Turns exceptions into one message and an exit status. */
final class Failures {

  private Failures() {}

  /**
   * Tells the user what went wrong.
   *
   * @param debug whether to add the stack trace
   * @return the exit status
   */
  static int report(Throwable failure, boolean debug, Console console) {
    int status = failure instanceof CliException cli ? cli.status() : Main.FAILURE;
    console.err().println("kasane: " + message(failure));
    if (debug) {
      failure.printStackTrace(console.err());
    }
    console.err().flush();
    return status;
  }

  /** What to say about an exception; internal errors are called by that name. */
  private static String message(Throwable failure) {
    return switch (failure) {
      case CliException e -> text(e);
      case DataException e -> text(e);
      case ConvNetException e -> text(e);
      case ShapeException e -> text(e);
      case ModelFileException e -> text(e);
      case CallbackException e when e.getCause() instanceof ModelFileException cause -> text(cause);
      case UncheckedIOException e -> reason(Objects.requireNonNullElse(e.getCause(), new IOException(text(e))));
      case IOException e -> reason(e);
      case OutOfMemoryError _ ->
          "not enough memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
              + " MiB for the Java heap). Use a smaller --batch-size or a larger heap: KASANE_OPTS=-Xmx4g";
      default ->
          "internal error, please report it: " + failure.getClass().getSimpleName()
              + (failure.getMessage() == null ? "" : ": " + text(failure))
              + ". Run again with --debug for the details.";
    };
  }

  /** Why reading or writing failed, in words; the exceptions of {@code java.nio.file} often have only a path. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + " does not exist";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileAlreadyExistsException e -> e.getFile() + " exists already";
      case NotDirectoryException e -> e.getFile() + " is no folder";
      case FileSystemException e when e.getReason() != null && e.getFile() != null ->
          e.getFile() + ": " + e.getReason();
      default -> text(failure);
    };
  }

  /** An exception's message on one line. */
  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
