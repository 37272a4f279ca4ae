package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.Quantities;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.magic.Candidate;
import dev.kasane.convnetjs.magic.MagicNet;
import dev.kasane.convnetjs.magic.MagicNetOptions;
import dev.kasane.convnetjs.magic.Table;
import dev.kasane.convnetjs.magic.TableOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane auto}: find a net for a table. */
@Command(
    name = "auto",
    description = "Tries many small networks on a CSV table and saves the best ones as an ensemble.",
    mixinStandardHelpOptions = true)
final class AutoCommand implements Callable<Integer> {

  /** Powers of ten between which the L2 decay of candidates is drawn. */
  private static final int SMALLEST_DECAY = -6;

  private static final int LARGEST_DECAY = -1;

  private final Console console;

  @Parameters(paramLabel = "CSV", converter = Converters.PathName.class, description = "A table in a CSV file.")
  private Path file;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      defaultValue = "-1",
      description = "The column to learn: its name, or its number from 0; -1 is the last (default: the last).")
  private String label;

  @Option(
      names = "--task",
      paramLabel = "KIND",
      defaultValue = "guess",
      description = "classification or regression (default: guessed from the labels).")
  private String task;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      defaultValue = ",",
      description = "What separates fields, such as ; or tab (default: a comma).")
  private String separator;

  @Option(
      names = "--header",
      negatable = true,
      description = "Whether the first row has the columns' names (default: guessed).")
  private @Nullable Boolean header;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of the rows that is kept away from the search and judges the result (default: ${DEFAULT-VALUE}).")
  private double test;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "50",
      converter = Converters.AtLeastOne.class,
      description = "How many networks are tried (default: ${DEFAULT-VALUE}).")
  private int candidates;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      converter = Converters.AtLeastOne.class,
      description = "Parts of the data that take turns in judging (default: ${DEFAULT-VALUE}).")
  private int folds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "40",
      converter = Converters.AtLeastOne.class,
      description = "How often each network sees its training part (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      defaultValue = "10",
      converter = Converters.AtLeastOne.class,
      description = "How many of the best answer together (default: ${DEFAULT-VALUE}).")
  private int ensemble;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.AtLeastOne.class,
      description = "Networks trained at once (default: all processors).")
  private @Nullable Integer threads;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Of all random numbers (default: 42).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = Converters.PathName.class,
      description = "Where to save the ensemble (default: the table's name with .ensemble.json).")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print one JSON object instead of the ranking.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  AutoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (!(test >= 0 && test < 1)) {
      throw CliException.usage("--test: expected a share from 0 to below 1, received " + test + ".");
    }
    Path target = out != null ? out : Path.of(withoutEnding(file) + ".ensemble.json");
    OutputFile.check("--out", target, 0);
    Table table = Table.read(file, new TableOptions(label, separator(), header(), task()));
    int[] order = Rand.seeded(seed).randperm(table.inputs().size());
    int held = (int) Math.floor(test * order.length);
    Table training = table.rows(Arrays.copyOfRange(order, held, order.length));
    if (!json) {
      describe(table, held);
    }
    MagicNet search = training.search(options(training));
    DataProgress progress = new DataProgress(console, json);
    search.onProgress(share -> progress.progress("Trying " + candidates + " networks", Math.round(share * 1000), 1000));
    long begin = System.nanoTime();
    try {
      search.run();
    } finally {
      progress.close();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Double score = held == 0 ? null : table.rows(Arrays.copyOf(order, held)).score(search);
    Map<String, Object> tree = new LinkedHashMap<>(search.toJSON());
    tree.put("table", table.toJSON());
    OutputFile.write(target, ConvNetJson.stringify(tree) + "\n");
    if (json) {
      console.out().println(result(table, search, score, seconds, target).line());
    } else {
      ranking(table, search);
      String measure = table.classification() ? "accuracy" : "R\u00b2";
      if (score != null) {
        console.out().println("Ensemble of " + search.ensemble().size() + " on the " + held + " rows kept away: "
            + measure + " " + console.bold(shown(table, score)));
      }
      console.out().println("Saved in " + Places.shown(target) + " after " + Quantities.seconds(seconds) + ".");
    }
    return Main.SUCCESS;
  }

  private static String withoutEnding(Path file) {
    String name = file.toString();
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
  }

  private MagicNetOptions options(Table training) {
    int rows = training.inputs().size();
    if (folds > rows) {
      throw CliException.usage("--folds: expected at most the " + rows + " rows that are searched with, received " + folds
          + ".");
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("num_candidates", candidates);
    options.put("num_folds", folds);
    options.put("num_epochs", epochs);
    options.put("ensemble_size", ensemble);
    options.put("batch_size_max", Math.clamp(rows / 2, 11, 300));
    // ConvNetJS divides the decay by the batch size, its range is for that
    options.put("l2_decay_min", SMALLEST_DECAY);
    options.put("l2_decay_max", LARGEST_DECAY);
    options.put("threads", threads != null ? threads : Runtime.getRuntime().availableProcessors());
    options.put("seed", seed);
    return MagicNetOptions.of(options, Mode.CORRECT);
  }

  private char separator() {
    if (separator.equals("tab") || separator.equals("\\t")) {
      return '\t';
    }
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw CliException.usage("--separator: expected one character or tab, received '" + separator + "'.");
    }
    return separator.charAt(0);
  }

  private TableOptions.Header header() {
    if (header == null) {
      return TableOptions.Header.GUESS;
    }
    return header ? TableOptions.Header.YES : TableOptions.Header.NO;
  }

  private TableOptions.Task task() {
    return switch (task) {
      case "guess" -> TableOptions.Task.GUESS;
      case "classification" -> TableOptions.Task.CLASSIFICATION;
      case "regression" -> TableOptions.Task.REGRESSION;
      default -> throw CliException.usage("--task: expected classification or regression, received '" + task + "'."
          + Suggestions.sentence(task, List.of("classification", "regression")));
    };
  }

  private void describe(Table table, int held) {
    long texts = table.columns().stream().filter(column -> !column.numeric()).count();
    console.out().println("table     " + Quantities.count(table.inputs().size()) + " rows, " + table.columns().size()
        + " columns" + (texts == 0 ? "" : " (" + texts + " of texts)") + ", " + table.width() + " inputs");
    console.out().println("label     " + table.labelName() + ": " + (table.classification()
        ? table.classes().size() + " classes" : "a number"));
    if (table.droppedRows() > 0) {
      console.notice(table.droppedRows() + " rows without a label were left out.");
    }
    if (held > 0) {
      console.out().println("kept away " + held + " rows, to judge the result");
    }
    console.out().println();
  }

  private String shown(Table table, double score) {
    return table.classification() ? Quantities.percent(score) : String.format(Locale.ROOT, "%.4f", score);
  }

  private void ranking(Table table, MagicNet search) {
    TextTable ranking =
        new TextTable().right("#").right(table.classification() ? "accuracy" : "R\u00b2").right("\u00b1").left("hidden layers")
            .left("training");
    int rank = 1;
    for (Candidate each : search.ensemble()) {
      ranking.row(
          Integer.toString(rank++), shown(table, each.meanScore()), shown(table, each.spread()), each.layers(),
          each.training());
    }
    console.out().println(ranking);
  }

  private JsonOutput result(Table table, MagicNet search, @Nullable Double score, double seconds, Path target) {
    List<Map<String, Object>> ranking =
        search.ensemble().stream()
            .map(
                each -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("score", each.meanScore());
                  entry.put("scores", each.scores());
                  entry.put("hidden_layers", each.layers());
                  entry.put("training", each.training());
                  return entry;
                })
            .toList();
    JsonOutput output =
        new JsonOutput()
            .put("rows", table.inputs().size())
            .put("inputs", table.width())
            .put("label", table.labelName())
            .put("task", table.classification() ? "classification" : "regression")
            .put("classes", table.classes())
            .put("candidates", candidates)
            .put("folds", folds)
            .put("ranking", ranking);
    if (score != null) {
      output.put("test_score", score);
    }
    return output.put("ensemble", target.toString()).put("seed", seed).put("seconds", seconds);
  }
}
