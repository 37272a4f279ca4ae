package dev.kasane.cli.terminal;

import dev.kasane.sweep.SweepListener;

/** Shows how many runs of a sweep are done and about how long the rest takes. */
public final class SweepProgress implements SweepListener, AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int LINES = 20;

  private final Console console;
  private int shown = -1;
  private boolean open;

  /** Shows it on the console's error stream. */
  public SweepProgress(Console console) {
    this.console = console;
  }

  @Override
  public void progress(int done, int total, double secondsLeft) {
    String line = done + " of " + total + " runs" + (Double.isNaN(secondsLeft) || done == total
        ? "" : ", about " + Quantities.seconds(secondsLeft) + " left");
    if (console.interactive()) {
      console.err().print(CLEAR_LINE + line);
      open = true;
    } else if (shown < 0 || done == total || (long) done * LINES / total > (long) shown * LINES / total) {
      console.err().println(line); // a log needs some lines, not one a run
      shown = done;
    }
    console.err().flush();
  }

  @Override
  public void close() {
    end();
  }

  /** Ends the line that is being overwritten, if there is one. */
  public void end() {
    if (open) {
      console.err().println();
      console.err().flush();
      open = false;
    }
  }
}
