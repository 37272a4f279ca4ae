package dev.kasane.cli;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.recipes.Recipe;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.History;

/** What a training came to, as JSON. Everything is measured or counted in this run. */
final class TrainingReport {

  private TrainingReport() {}

  /** The fields of the report. */
  static JsonOutput of(
      Recipe recipe,
      TrainSettings settings,
      ComputeOptions compute,
      Model model,
      DataSource.Found data,
      History history,
      double wallSeconds,
      Confusion confusion) {
    return new JsonOutput()
        .put("recipe", recipe.name())
        .put("test_accuracy", confusion.accuracy())
        .put("train_seconds", seconds(history))
        .put("images_per_second", imagesPerSecond(history))
        .put("epochs", history.epochs().size())
        .put("parameters", model.parameterCount())
        .put("seed", settings.seed())
        .put("weights_sha256", model.weightsSha256())
        .put("wall_seconds", wallSeconds)
        .put("batch_size", settings.batchSize())
        .put("optimizer", settings.optimizer())
        .put("learning_rate", settings.learningRate())
        .put("validation_split", settings.validationSplit())
        .put("backend", compute.name())
        .put("threads", compute.threads())
        .put("data", data.source())
        .put("generated_data", data.generated())
        .put("train_samples", data.train().size())
        .put("test_samples", data.test().size())
        .put("history", history.values())
        .put("confusion_matrix", confusion.counts())
        .put("model_file", settings.out().toString())
        .put("kasane", Versions.program())
        .put("machine", Machine.describe());
  }

  /** Seconds spent in training steps, with the reading of their batches; not validation, test and files. */
  static double seconds(History history) {
    return history.seconds().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Training samples per second of {@link #seconds}. */
  static double imagesPerSecond(History history) {
    double images = 0;
    for (int i = 0; i < history.seconds().size(); i++) {
      images += history.samplesPerSecond().get(i) * history.seconds().get(i);
    }
    double seconds = seconds(history);
    return seconds > 0 ? images / seconds : 0;
  }
}
