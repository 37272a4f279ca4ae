package dev.kasane.train.callbacks;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how training goes on: a bar with time left, samples per second, loss and metrics of the epoch so far, and a
 * line for each finished epoch. On a terminal the bar is redrawn in place, at most ten times a second; elsewhere only
 * the line of each epoch is printed.
 */
public final class ProgressBar implements Callback {

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int DEFAULT_WIDTH = 80;
  private static final int MAX_BAR = 30;
  private static final int MIN_BAR = 5;

  private final PrintStream out;
  private final boolean inPlace;
  private final int width;
  private long lastDrawn;
  private int drawnWidth;

  /**
   * One that prints to a stream.
   *
   * @param out where to
   * @param inPlace whether the stream is a terminal on which a line can be redrawn
   * @param width columns of the terminal
   */
  public ProgressBar(PrintStream out, boolean inPlace, int width) {
    this.out = out;
    this.inPlace = inPlace;
    this.width = width;
  }

  /** One on the error stream: redrawn in place if the program runs on a terminal. */
  public static ProgressBar standard() {
    return on(System.err);
  }

  /** One on a stream, taken for a terminal if the program runs on one. {@code COLUMNS} gives the width. */
  public static ProgressBar on(PrintStream out) {
    return new ProgressBar(out, onTerminal(), columns());
  }

  // The documentation of System.console still allows null.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    lastDrawn = System.nanoTime() - REDRAW_NANOS;
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    if (!inPlace) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastDrawn >= REDRAW_NANOS) {
      lastDrawn = now;
      redraw(bar(run, batch));
    }
  }

  private String bar(TrainingRun run, BatchEvent batch) {
    int done = batch.batch() + 1;
    int total = batch.batches();
    double rate = batch.samplesPerSecond();
    double left = rate > 0 ? (run.samples() - batch.samplesSoFar()) / rate : Double.NaN;
    StringBuilder tail = new StringBuilder();
    tail.append(String.format(Locale.ROOT, " %d/%d  ETA %s  %s/s", done, total, time(left), count(rate)));
    tail.append("  loss ").append(value(batch.meanLoss()));
    List<String> metrics = batch.metrics();
    for (int i = 0; i < metrics.size(); i++) {
      tail.append("  ").append(metrics.get(i)).append(' ').append(value(batch.meanMetric(i)));
    }
    String head = head(batch.epoch(), run.epochs());
    int room = Math.min(MAX_BAR, width - 1 - head.length() - tail.length() - 2);
    String line = room >= MIN_BAR ? head + "[" + fill(room, done, total) + "]" + tail : head + tail.substring(1);
    return line.length() > width - 1 ? line.substring(0, Math.max(0, width - 1)) : line;
  }

  private static String fill(int room, int done, int total) {
    int filled = (int) ((long) room * done / total);
    return "=".repeat(filled) + (filled < room ? ">" + ".".repeat(room - filled - 1) : "");
  }

  private void redraw(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
    out.flush();
    drawnWidth = line.length();
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    StringBuilder line = new StringBuilder(head(epoch.epoch(), epoch.epochs()));
    line.append(time(epoch.seconds())).append("  ").append(count(epoch.samplesPerSecond())).append("/s");
    for (Map.Entry<String, Double> entry : epoch.values().entrySet()) {
      line.append("  ").append(entry.getKey()).append(' ').append(value(entry.getValue()));
    }
    if (inPlace) {
      redraw(line.toString());
      drawnWidth = 0;
    } else {
      out.print(line);
    }
    out.println();
    out.flush();
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    if (drawnWidth > 0) {
      out.println();
      drawnWidth = 0;
    }
    if (!history.stopReason().isEmpty() && !history.stopReason().startsWith("error")) {
      out.println("Stopped: " + history.stopReason());
    }
    out.flush();
  }

  private static String head(int epoch, int epochs) {
    String total = String.valueOf(epochs);
    return "Epoch " + " ".repeat(Math.max(0, total.length() - String.valueOf(epoch + 1).length())) + (epoch + 1) + "/"
        + total + "  ";
  }

  private static String value(double value) {
    return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 || value == 0
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.2e", value);
  }

  private static String count(double value) {
    return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Such as {@code 7s}, {@code 2:05} or {@code 1:02:05}. */
  private static String time(double seconds) {
    if (!(seconds < 1e7)) {
      return "?";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + "s"
        : whole < 3600
            ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
