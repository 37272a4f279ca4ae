package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.train.Model;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the run that a checkpoint is of, kept as texts in its metadata. A run that goes on from it takes them
 * over; an option that says something else is refused.
 */
final class EarlierRun {

  private static final String PREFIX = "train.";
  private static final String RECIPE = "recipe";

  private final @Nullable Path file;
  private final Map<String, String> settings;

  private EarlierRun(@Nullable Path file, Map<String, String> settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Keeps the settings of a run with its model. */
  static void keep(Model model, String recipe, TrainSettings settings) {
    Map<String, String> metadata = model.metadata();
    metadata.put(RECIPE, recipe);
    metadata.put(PREFIX + "epochs", Integer.toString(settings.epochs()));
    metadata.put(PREFIX + "batch-size", Integer.toString(settings.batchSize()));
    metadata.put(PREFIX + "optimizer", settings.optimizer());
    metadata.put(PREFIX + "learning-rate", Double.toString(settings.learningRate()));
    metadata.put(PREFIX + "seed", Long.toString(settings.seed()));
    metadata.put(PREFIX + "validation-split", Double.toString(settings.validationSplit()));
  }

  /**
   * Reads the settings from a checkpoint.
   *
   * @param file the checkpoint, or null if there is no earlier run
   * @param recipe the recipe that is to go on
   * @throws CliException if the checkpoint is of another recipe
   */
  static EarlierRun of(@Nullable Path file, String recipe) {
    if (file == null) {
      return new EarlierRun(null, Map.of());
    }
    try (Backend backend = new ReferenceBackend();
        Model model = Model.load(file, backend)) {
      String earlier = model.metadata().getOrDefault(RECIPE, recipe);
      if (!earlier.equals(recipe)) {
        throw CliException.usage("--resume: " + file + " is of the recipe " + earlier + ", received " + recipe
            + ". To go on with it: kasane train " + earlier + " --resume " + file);
      }
      return new EarlierRun(file, new TreeMap<>(model.metadata()));
    }
  }

  /**
   * The value of a setting that must be what it was.
   *
   * @param name the option without its dashes
   * @param given what the command line says, or null
   * @param parse makes the kept text a value
   * @param otherwise the value if neither says anything
   * @throws CliException if the command line says something else than the checkpoint
   */
  <T> T agreed(String name, @Nullable T given, Function<String, T> parse, T otherwise) {
    T before = kept(name, parse);
    if (before == null) {
      return Objects.requireNonNullElse(given, otherwise);
    }
    if (given != null && !given.equals(before)) {
      throw CliException.usage("--resume: " + file + " was written with --" + name + " " + before + ", received --"
          + name + " " + given + ". Leave --" + name + " out to go on with the same.");
    }
    return before;
  }

  /** The value of a setting that may change: the command line's, else that of the earlier run, else the usual one. */
  <T> T free(String name, @Nullable T given, Function<String, T> parse, T otherwise) {
    T before = kept(name, parse);
    return given != null ? given : before != null ? before : otherwise;
  }

  private <T> @Nullable T kept(String name, Function<String, T> parse) {
    String text = settings.get(PREFIX + name);
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw CliException.failure(file + ": expected a number for " + PREFIX + name + ", received '" + text
          + "'. The checkpoint is damaged.", e);
    }
  }
}
