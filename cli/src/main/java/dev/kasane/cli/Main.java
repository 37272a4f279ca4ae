package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code kasane} command. */
@Command(
    name = "kasane",
    description = "Trains, evaluates and inspects neural networks.",
    versionProvider = Versions.class,
    mixinStandardHelpOptions = true,
    footer = {"", "Begin with: kasane train mnist-cnn"})
public final class Main implements Runnable {

  /** Exit status of a command that did what it was asked to. */
  static final int SUCCESS = 0;

  /** Exit status of a command that failed. */
  static final int FAILURE = 1;

  /** Exit status for a command line that cannot be used. */
  static final int USAGE = 2;

  /** Exit status after Ctrl-C; the virtual machine exits with it by itself. */
  static final int INTERRUPTED = 130;

  private static final Pattern INVALID_VALUE =
      Pattern.compile("^Invalid value for (?:option|positional parameter)[^:]*?'?(--[a-z-]+|<\\w+>)'?[^:]*:");

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  private Main(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }

  /** Runs the command that {@code args} name and exits with its status. */
  public static void main(String[] args) {
    // Pictures are drawn into memory; without this, a DISPLAY that cannot be reached would be an error.
    System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
    System.exit(run(Console.system(), args));
  }

  /**
   * Runs a command.
   *
   * @return its exit status: 0 done, 1 failed, 2 for a command line that cannot be used
   */
  public static int run(Console console, String... args) {
    Main main = new Main(console);
    CommandLine line =
        new CommandLine(main)
            .addSubcommand(new TrainCommand(console))
            .addSubcommand(new EvaluateCommand(console))
            .addSubcommand(new PredictCommand(console))
            .addSubcommand(new InfoCommand(console))
            .addSubcommand(new DataCommand(console))
            .addSubcommand(new ConvertCommand(console))
            .addSubcommand(new AutoCommand(console))
            .addSubcommand(new LessonCommand(console))
            .addSubcommand(new SweepCommand(console))
            .addSubcommand(new StudioCommand(console))
            .addSubcommand(new BenchCommand(console));
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setParameterExceptionHandler((exception, _) -> usageError(exception, console));
    line.setExecutionExceptionHandler((exception, _, _) -> Failures.report(exception, main.debug, console));
    int status;
    try {
      status = line.execute(args);
    } catch (Error e) { // picocli hands over exceptions only
      status = Failures.report(e, main.debug, console);
    }
    if (console.out().checkError() && status == SUCCESS) {
      console.err().println("kasane: the result could not be written to standard output: is its disk full?");
      return FAILURE;
    }
    return status;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  private static int usageError(ParameterException exception, Console console) {
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    String message = message(exception);
    String end = message.endsWith(".") || message.endsWith("?") ? "" : ".";
    console.err().println("kasane: " + message + end + " See: " + command + " --help");
    console.err().flush();
    return USAGE;
  }

  /** What picocli says, on one line and in our form: "--epochs: expected ...". */
  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched);
    }
    String text = Objects.requireNonNullElse(exception.getMessage(), "wrong arguments").strip()
        .replaceAll("\\s*\\R\\s*", " ");
    Matcher invalid = INVALID_VALUE.matcher(text);
    if (invalid.find()) {
      return invalid.group(1) + ":" + text.substring(invalid.end());
    }
    return text.startsWith("Missing ") ? "missing " + text.substring("Missing ".length()) : text;
  }

  private static String unmatched(UnmatchedArgumentException exception) {
    String first = exception.getUnmatched().getFirst();
    CommandSpec spec = exception.getCommandLine().getCommandSpec();
    if (first.startsWith("-")) {
      String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
      List<String> known = spec.options().stream().map(option -> option.longestName()).toList();
      return "unknown option " + name + " for " + spec.qualifiedName() + "." + Suggestions.sentence(name, known);
    }
    if (!spec.subcommands().isEmpty()) {
      return "unknown command '" + first + "'. There are " + String.join(", ", spec.subcommands().keySet()) + "."
          + Suggestions.sentence(first, spec.subcommands().keySet());
    }
    return "'" + first + "' is one argument more than " + spec.qualifiedName() + " takes";
  }
}
