package dev.kasane.data;

/** Is told how a long task on data goes on: a download, or drawing digits. May be called from any thread. */
@FunctionalInterface
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener NONE = (task, done, total) -> {};

  /**
   * Some of the task is done.
   *
   * @param task what is done, such as a file's name
   * @param done bytes or items so far
   * @param total bytes or items in all; -1 when not known
   */
  void progress(String task, long done, long total);

  /** Something happened that a person should know, such as a source that could not be reached: one line. */
  default void notice(String message) {}
}
