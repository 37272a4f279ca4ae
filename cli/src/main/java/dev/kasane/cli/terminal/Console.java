package dev.kasane.cli.terminal;

import java.io.PrintStream;
import java.util.Map;

/**
 * The two streams a command writes to, and what can be shown on them. Results go to {@code out}, messages and progress
 * to {@code err}, so that a result can be piped.
 *
 * @param out results
 * @param err errors, notices and progress
 * @param interactive whether a person watches: lines may be overwritten
 * @param colour whether ANSI colours may be used
 */
public record Console(PrintStream out, PrintStream err, boolean interactive, boolean colour) {

  private static final int DEFAULT_WIDTH = 80;

  /** The console of this process. {@code NO_COLOR} and {@code TERM=dumb} turn colours off. */
  @SuppressWarnings("SystemConsoleNull") // without a terminal it is null in some JDKs
  public static Console system() {
    java.io.Console terminal = System.console();
    boolean interactive = terminal != null && terminal.isTerminal();
    Map<String, String> environment = System.getenv();
    boolean colour =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Console(System.out, System.err, interactive, colour);
  }

  /** A console without person and colours, as for a file. */
  public static Console plain(PrintStream out, PrintStream err) {
    return new Console(out, err, false, false);
  }

  /** This console with everything but the result on {@code err}: for when the result is for another program. */
  public Console talkingOnErr() {
    return new Console(err, err, interactive, colour);
  }

  /** Columns of the terminal: what {@code COLUMNS} says, otherwise 80. */
  public int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }

  /** Writes a notice about something that needs attention but is no error. */
  public void notice(String message) {
    err.println(bold("Note: ") + message);
    err.flush();
  }

  /** The text in bold where colours are shown. */
  public String bold(String text) {
    return styled(text, "1");
  }

  /** The text in grey where colours are shown. */
  public String dim(String text) {
    return styled(text, "2");
  }

  /** The text in green where colours are shown. */
  public String green(String text) {
    return styled(text, "32");
  }

  private String styled(String text, String code) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
