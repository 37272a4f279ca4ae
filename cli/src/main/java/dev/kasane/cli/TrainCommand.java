package dev.kasane.cli;

import dev.kasane.cli.recipes.Optimizers;
import dev.kasane.cli.recipes.Recipe;
import dev.kasane.cli.recipes.Recipes;
import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.TextTable;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kasane train}: train the network of a recipe. */
@Command(
    name = "train",
    description = "Trains the network of a recipe, measures it on the test images and saves it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "kasane train --list shows the recipes and their settings. Ctrl-C stops after the present batch."})
final class TrainCommand implements Callable<Integer> {

  static final long DEFAULT_SEED = 42;

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "What to train, such as mnist-cnn.")
  private @Nullable String recipe;

  @Option(names = "--list", description = "Show the recipes.")
  private boolean list;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder with the data files (default: KASANE_DATA, then the cache, then a download).")
  private @Nullable Path data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Converters.AtLeastOne.class,
      description = "How often each sample is seen (default: the recipe's).")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = Converters.AtLeastOne.class,
      description = "Samples of a step (default: the recipe's).")
  private @Nullable Integer batchSize;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "sgd, momentum, nesterov, rmsprop, adagrad, adadelta, adam or adamw (default: the recipe's).")
  private @Nullable String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      converter = Converters.Positive.class,
      description = "Learning rate, or the highest one of the recipe's schedule (default: the recipe's, or what is"
          + " usual for the optimizer).")
  private @Nullable Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Converters.Seed.class,
      description = "Selects all random numbers; same seed, same weights (default: " + DEFAULT_SEED + ").")
  private @Nullable Long seed;

  @Option(
      names = "--validation-split",
      paramLabel = "SHARE",
      converter = Converters.Share.class,
      description = "Share of the training samples that is only measured on; 0 for none (default: the recipe's).")
  private @Nullable Double validationSplit;

  @Option(
      names = "--until",
      paramLabel = "ACCURACY",
      converter = Converters.Goal.class,
      description = "End training as soon as this share of the test images is right, such as 0.99, and say how long it"
          + " took; looked at four times an epoch.")
  private @Nullable Double until;

  @Mixin private ComputeOptions compute;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = Converters.PathName.class,
      description = "Where to save the model (default: RECIPE.kasane in this folder).")
  private @Nullable Path out;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as one JSON object to a file; - for standard output.")
  private @Nullable String json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      converter = Converters.PathName.class,
      description = "Write a line for each epoch to a file.")
  private @Nullable Path csv;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      converter = Converters.PathName.class,
      description = "Keep what is needed to go on after an interruption in a file, replaced after each epoch and when"
          + " training is stopped.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      converter = Converters.PathName.class,
      description = "Go on from a checkpoint with its settings, as if there had been no interruption.")
  private @Nullable Path resume;

  @Option(
      names = "--studio",
      description = "Show the run on a page of this machine, where it can be paused, stopped and looked into.")
  private boolean studio;

  @Option(names = "--quiet", description = "Show errors and notices only.")
  private boolean quiet;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (list) {
      printRecipes(console.out());
      return Main.SUCCESS;
    }
    if (recipe == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected a recipe: " + String.join(", ", Recipes.names()));
    }
    Recipe chosen = Recipes.find(recipe);
    if (chosen == null) {
      throw CliException.usage("there is no recipe '" + recipe + "'." + Suggestions.sentence(recipe, Recipes.names())
          + " The recipes are " + String.join(", ", Recipes.names()) + ".");
    }
    boolean jsonToOut = "-".equals(json);
    return new TrainingTask(chosen, settings(chosen), compute, jsonToOut ? console.talkingOnErr() : console, console)
        .run();
  }

  private TrainSettings settings(Recipe chosen) {
    if (optimizer != null && !Optimizers.NAMES.contains(optimizer)) {
      throw CliException.usage("--optimizer: expected one of " + String.join(", ", Optimizers.NAMES) + ", received '"
          + optimizer + "'." + Suggestions.sentence(optimizer, Optimizers.NAMES));
    }
    if (resume != null && !Files.isRegularFile(resume)) {
      throw CliException.failure("--resume: " + resume + " does not exist or is no file. Name the file that"
          + " --checkpoint wrote.");
    }
    EarlierRun earlier = EarlierRun.of(resume, chosen.name());
    String optimizerName = earlier.agreed("optimizer", optimizer, Function.identity(), chosen.optimizer());
    double usualRate =
        optimizerName.equals(chosen.optimizer()) ? chosen.learningRate() : Optimizers.usualRate(optimizerName);
    // Where the learning rate follows a cycle, each of its steps depends on how many there will be.
    int allEpochs =
        chosen.schedule().dependsOnSteps()
            ? earlier.agreed("epochs", epochs, Integer::valueOf, chosen.epochs())
            : earlier.free("epochs", epochs, Integer::valueOf, chosen.epochs());
    // Going on from a checkpoint without naming one keeps up the one at hand.
    Path kept = checkpoint == null ? resume : checkpoint;
    TrainSettings settings = new TrainSettings(
        data,
        allEpochs,
        earlier.agreed("batch-size", batchSize, Integer::valueOf, chosen.batchSize()),
        optimizerName,
        earlier.agreed("learning-rate", learningRate, Double::valueOf, usualRate),
        earlier.agreed("seed", seed, Long::valueOf, DEFAULT_SEED),
        earlier.agreed("validation-split", validationSplit, Double::valueOf, chosen.validationSplit()),
        until == null ? 0 : until,
        Objects.requireNonNullElse(out, Path.of(chosen.name() + ".kasane")),
        jsonFile(),
        "-".equals(json),
        csv,
        kept,
        resume,
        quiet,
        studio);
    checkFiles(settings);
    return settings;
  }

  private @Nullable Path jsonFile() {
    if (json == null || json.equals("-")) {
      return null;
    }
    try {
      return new Converters.PathName().convert(json);
    } catch (CommandLine.TypeConversionException e) {
      throw CliException.usage("--json: " + e.getMessage());
    }
  }

  /** Finds out before training what could not be written after it. */
  private static void checkFiles(TrainSettings settings) {
    Map<Path, String> taken = new HashMap<>();
    check(taken, "--out", settings.out());
    check(taken, "--json", settings.json());
    check(taken, "--csv", settings.csv());
    check(taken, "--checkpoint", settings.checkpoint());
  }

  private static void check(Map<Path, String> taken, String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    String other = taken.put(file.toAbsolutePath().normalize(), option);
    if (other != null) {
      throw CliException.usage(other + " and " + option + " name the same file, " + file + ". Give each its own.");
    }
    OutputFile.check(option, file, 0);
  }

  private static void printRecipes(PrintStream out) {
    TextTable table =
        new TextTable().left("recipe").left("data").right("epochs").right("batch").left("optimizer").left("network");
    for (Recipe each : Recipes.all()) {
      table.row(
          each.name(),
          each.data().title(),
          Integer.toString(each.epochs()),
          Integer.toString(each.batchSize()),
          each.optimizer() + " " + each.learningRate(),
          each.summary());
    }
    out.print(table);
  }
}
