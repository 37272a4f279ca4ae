package dev.kasane.cli;

import dev.kasane.cli.experiments.Experiments;
import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.SweepProgress;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.report.Numbers;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Provenance;
import dev.kasane.sweep.Dimension;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepCsv;
import dev.kasane.sweep.SweepException;
import dev.kasane.sweep.SweepPage;
import dev.kasane.sweep.SweepPlan;
import dev.kasane.sweep.SweepRecipe;
import dev.kasane.sweep.SweepResult;
import dev.kasane.sweep.Trial;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane sweep}: run an experiment with many settings. */
@Command(
    name = "sweep",
    description = "Runs an experiment with many settings and several seeds, and shows which did best.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "kasane sweep --list shows the experiments and their settings. After Ctrl-C or a kill, the same"
        + " command goes on where it was."})
final class SweepCommand implements Callable<Integer> {

  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_ROWS = 10;

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE",
      converter = Converters.PathName.class,
      description = "JSON file that says what to vary.")
  private @Nullable Path recipe;

  @Option(names = "--list", description = "Show the experiments and their settings.")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder for results and for what is done so far (default: the recipe's name with -sweep).")
  private @Nullable Path out;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder with the data files (default: KASANE_DATA, then the cache, then a download).")
  private @Nullable Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Threads.class,
      description = "Runs that go side by side (default: one for each core). The results do not depend on it.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  SweepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Console talk = json ? console.talkingOnErr() : console;
    DataProgress reading = new DataProgress(talk, false);
    List<Experiment> experiments = Experiments.all(data, reading);
    if (list) {
      list(experiments);
      return Main.SUCCESS;
    }
    if (recipe == null) {
      throw CliException.usage("expected a recipe file, such as sweep.json, or --list. See: kasane sweep --help");
    }
    SweepPlan plan = plan(recipe, experiments);
    Path folder = OutputFolder.check("--out", out != null ? out : Path.of(stem(recipe) + "-sweep"));
    int workers = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    int runs = plan.trials().size() * plan.seeds();
    talk.out().println(plan.experiment().name() + ": " + plan.trials().size() + " trials, " + plan.seeds()
        + " seeds each, " + runs + " runs, " + workers + " at a time");
    talk.out().flush();
    long begin = System.nanoTime();
    SweepResult result;
    try (Interruption interruption = new Interruption();
        SweepProgress progress = new SweepProgress(talk)) {
      try {
        result = Sweep.run(plan, workers, folder, progress, interruption::requested);
      } catch (SweepException e) {
        if (interruption.requested()) {
          progress.end();
          console.err().println("Interrupted. What is done is kept in " + folder + ". The same command goes on.");
          console.err().flush();
          return Main.INTERRUPTED;
        }
        throw CliException.failure(Objects.requireNonNullElse(e.getMessage(), "the sweep failed"), e);
      }
    }
    OutputFile.write(folder.resolve("results.csv"), SweepCsv.runs(result));
    OutputFile.write(folder.resolve("curves.csv"), SweepCsv.curves(result));
    Provenance provenance = Provenance.here(plan.firstSeed(), "", (System.nanoTime() - begin) * 1e-9);
    Path page = HtmlWriter.write(SweepPage.of(result), provenance, folder, false);
    show(talk, result);
    talk.out().println();
    talk.out().println("results  " + Places.shown(folder.resolve("results.csv")));
    talk.out().println("page     " + Places.shown(page));
    talk.out().flush();
    if (json) {
      console.out().print(json(result, folder, page));
    }
    return Main.SUCCESS;
  }

  private static SweepPlan plan(Path recipe, List<Experiment> experiments) {
    try {
      if (Files.isDirectory(recipe)) {
        throw CliException.usage(recipe + ": expected a recipe file, received a folder");
      }
      if (Files.size(recipe) > MOST_BYTES) {
        throw CliException.usage(recipe + ": expected a recipe of at most " + MOST_BYTES + " bytes, received "
            + Files.size(recipe));
      }
      return SweepRecipe.read(Files.readString(recipe), experiments);
    } catch (SweepException e) {
      throw CliException.failure(recipe + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw CliException.failure(recipe + ": expected JSON in UTF-8, received other bytes", e);
    } catch (IOException e) {
      throw CliException.failure(recipe + ": cannot be read: " + Failures.reason(e), e);
    }
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
  }

  private void list(List<Experiment> experiments) {
    for (Experiment experiment : experiments) {
      console.out().println(console.bold(experiment.name()) + "  " + experiment.about());
      TextTable table = new TextTable().left("setting").left("default").left("what it is").left("values");
      for (Setting setting : experiment.settings()) {
        table.row("  " + setting.name(), setting.preset().text(), setting.about(), setting.kind().expected());
      }
      console.out().println(table);
    }
  }

  private static void show(Console talk, SweepResult result) {
    String metric = result.plan().metric().name();
    TextTable table = new TextTable().right("rank");
    for (Dimension dimension : result.plan().dimensions()) {
      table.right(dimension.setting().name());
    }
    table.right(metric).right("steps");
    List<Trial> ranked = result.ranked();
    for (int i = 0; i < Math.min(MOST_ROWS, ranked.size()); i++) {
      Trial trial = ranked.get(i);
      List<String> cells = new ArrayList<>(List.of(String.valueOf(i + 1)));
      result.plan().dimensions()
          .forEach(dimension -> cells.add(trial.settings().get(dimension.setting().name()).text()));
      cells.add(Numbers.general(trial.spread(metric).mean(), 5)
          + (trial.runs().size() > 1 ? " ± " + Numbers.general(trial.spread(metric).deviation(), 2) : ""));
      cells.add(String.valueOf(trial.runs().getFirst().steps()));
      table.row(cells.toArray(String[]::new));
    }
    talk.out().println();
    talk.out().print(table);
  }

  private static String json(SweepResult result, Path folder, Path page) {
    Trial best = result.best();
    Map<String, Object> settings = new LinkedHashMap<>();
    best.settings().values().forEach((name, value) -> settings.put(name, value.text()));
    String metric = result.plan().metric().name();
    return new JsonOutput()
        .put("experiment", result.plan().experiment().name())
        .put("trials", result.trials().size())
        .put("runs", result.trials().stream().mapToInt(trial -> trial.runs().size()).sum())
        .put("metric", metric)
        .put("best", settings)
        .put("mean", best.spread(metric).mean())
        .put("deviation", best.spread(metric).deviation())
        .put("csv", folder.resolve("results.csv").toString())
        .put("page", page.toString())
        .pretty();
  }
}
