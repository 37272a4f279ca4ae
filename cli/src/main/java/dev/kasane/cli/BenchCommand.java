package dev.kasane.cli;

import dev.kasane.benchmarks.Benchmark;
import dev.kasane.benchmarks.Settings;
import dev.kasane.benchmarks.Workload;
import dev.kasane.benchmarks.Workloads;
import dev.kasane.cli.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane bench}: how fast this machine trains. */
@Command(
    name = "bench",
    description = "Measures how fast this machine trains and predicts: workloads W1 to W10, or those named.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "docs/benchmarks.md describes the workloads and what each number means."})
final class BenchCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD",
      description = "Such as W1 or mnist-cnn (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Converters.AtLeastOne.class,
      description = "Samples of a training step (default: each size that belongs to the workload).")
  private @Nullable Integer batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Threads.class,
      description = "Threads that compute (default: one for each core).")
  private @Nullable Integer threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      converter = Converters.Seconds.class,
      description = "How long training is measured once its rate is steady (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON object a line for each result.")
  private boolean json;

  @Option(names = "--in-process", hidden = true, description = "Measure in this process.")
  private boolean inProcess;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Workload> chosen = names.isEmpty() ? Workloads.all() : names.stream().map(BenchCommand::find).toList();
    int team = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    BenchTable table = new BenchTable(console);
    for (Workload workload : chosen) {
      for (int size : batch == null ? workload.batches() : List.of(batch)) {
        Settings settings = new Settings(size, team, seconds);
        String line = inProcess ? BenchJson.line(measure(workload, settings)) : BenchProcess.run(workload, settings);
        if (json) {
          console.out().println(line);
          console.out().flush();
        } else {
          table.add(line);
        }
      }
    }
    if (!json) {
      table.end();
    }
    return Main.SUCCESS;
  }

  private static dev.kasane.benchmarks.Result measure(Workload workload, Settings settings) {
    try {
      return Benchmark.run(workload, settings);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw CliException.usage("--batch: " + workload.name() + " with a batch of " + settings.batch()
          + " samples has values that no array can hold (" + e.getMessage() + "). Use a smaller one.");
    }
  }

  private static Workload find(String name) {
    Workload found = Workloads.find(name);
    if (found == null) {
      List<String> all = new ArrayList<>(Workloads.names());
      all.addAll(Workloads.titles());
      throw CliException.usage("there is no workload '" + name + "'." + Suggestions.sentence(name, all)
          + " The workloads are " + String.join(", ", Workloads.names()) + ".");
    }
    return found;
  }
}
