package dev.kasane.cli.terminal;

import dev.kasane.data.ProgressListener;
import java.util.Locale;

/**
 * Shows how downloads and other long tasks on data go on: one line that is overwritten when a person watches, otherwise
 * a line when a task begins. Thread-safe.
 */
public final class DataProgress implements ProgressListener {

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Console console;
  private final boolean quiet;
  private String task = "";
  private long drawn;
  private boolean open;

  /**
   * Shows tasks and notices.
   *
   * @param quiet whether to show notices only
   */
  public DataProgress(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  @Override
  public synchronized void progress(String name, long done, long total) {
    if (quiet) {
      return;
    }
    boolean begins = !name.equals(task);
    boolean ends = total >= 0 && done >= total;
    if (begins) {
      close();
      task = name;
    }
    if (!console.interactive()) {
      if (begins) {
        console.err().println(name + (total > 0 ? " (" + Quantities.count(total) + ")" : ""));
      }
      return;
    }
    long now = System.nanoTime();
    if (!begins && !ends && now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    String share = total > 0 ? String.format(Locale.ROOT, "%3d %%", 100 * done / total) : Quantities.count(done);
    console.err().print(CLEAR_LINE + name + "  " + share);
    console.err().flush();
    open = true;
  }

  @Override
  public synchronized void notice(String message) {
    close();
    console.notice(message);
  }

  /** Removes the line that is being overwritten, if there is one. */
  public synchronized void close() {
    if (open) {
      console.err().print(CLEAR_LINE);
      console.err().flush();
      open = false;
    }
    task = "";
  }
}
