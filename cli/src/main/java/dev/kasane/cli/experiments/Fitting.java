package dev.kasane.cli.experiments;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.data.Augmentation;
import dev.kasane.data.Dataset;
import dev.kasane.report.Text;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import dev.kasane.train.Evaluation;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CallbackState;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model for an experiment, a step an epoch. Trials are compared on images that are neither trained nor tested
 * on: whoever chooses by the test images can no longer say how good the choice is.
 */
final class Fitting {

  /** What classifiers measure. */
  static final List<Metric> METRICS =
      List.of(
          new Metric("val_accuracy", Text.of("validation accuracy (%)", "検証正解率 (%)"), true),
          new Metric("val_loss", Text.of("validation loss", "検証損失"), false),
          new Metric("accuracy", Text.of("training accuracy (%)", "訓練正解率 (%)"), true),
          new Metric("loss", Text.of("training loss", "訓練損失"), false),
          new Metric("test_accuracy", Text.of("test accuracy (%)", "テスト正解率 (%)"), true));

  private static final double VALIDATION_SHARE = 1.0 / 6;

  private Fitting() {}

  /** How many of the images are used, training and validation together; 0 for all. */
  static Setting samples() {
    return Setting.whole("samples", "images for training and validation, 0 for all", 0, 0, 10_000_000);
  }

  /** How many images are trained on: those that are used, less those for validation. */
  static int trainingSamples(DataSource.Found data, Settings settings) {
    return images(data, settings).split(VALIDATION_SHARE).train().size();
  }

  private static Dataset images(DataSource.Found data, Settings settings) {
    int samples = settings.whole("samples");
    return samples == 0 ? data.train() : data.train().take(samples);
  }

  /** Trains, measures after each epoch, and tests at the end if there was no early stop. */
  static void run(
      Model model, DataSource.Found data, Settings settings, @Nullable Augmentation augmentation, Reporter reporter) {
    int epochs = settings.whole("epochs");
    Reports reports = new Reports(model, data.test(), epochs, reporter);
    Path checkpoint = reporter.checkpoint();
    model.fit(images(data, settings), fit -> {
      fit.epochs(epochs).batchSize(settings.whole("batch_size")).validationSplit(VALIDATION_SHARE).quiet()
          .callbacks(reports);
      if (augmentation != null) {
        fit.augmentation(augmentation);
      }
      if (checkpoint != null) {
        fit.checkpoint(checkpoint);
        if (Files.exists(checkpoint)) {
          fit.resume(checkpoint);
        }
      }
    });
    reports.testIfDone();
  }

  /** Hands on what is measured. What a checkpoint holds was reported to a process that is gone: it is said again. */
  private static final class Reports implements Callback {

    private final Model model;
    private final Dataset test;
    private final int epochs;
    private final Reporter reporter;
    private final List<Map<String, Double>> measured = new ArrayList<>();

    Reports(Model model, Dataset test, int epochs, Reporter reporter) {
      this.model = model;
      this.test = test;
      this.epochs = epochs;
      this.reporter = reporter;
    }

    @Override
    public void onTrainBegin(TrainingRun run) {
      for (int epoch = 0; epoch < measured.size() && epoch + 1 < epochs; epoch++) {
        if (!reporter.report(epoch + 1L, measured.get(epoch))) {
          run.stop("enough");
        }
      }
    }

    @Override
    public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
      Map<String, Double> values = new LinkedHashMap<>();
      epoch.values().forEach((name, value) -> values.put(name, name.endsWith("accuracy") ? 100 * value : value));
      measured.add(values);
      boolean last = measured.size() == epochs;
      boolean goOn = last || reporter.report(measured.size(), values);
      if (!goOn || !Double.isFinite(epoch.value("loss"))) {
        run.stop("enough");
      }
    }

    void testIfDone() {
      if (measured.size() == epochs) {
        Evaluation evaluation = model.evaluate(test);
        Map<String, Double> values = new LinkedHashMap<>(measured.getLast());
        values.put("test_accuracy", 100 * evaluation.accuracy());
        reporter.report(epochs, values);
      }
    }

    @Override
    public void save(CallbackState state) {
      StringBuilder text = new StringBuilder();
      for (Map<String, Double> values : measured) {
        values.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
        text.append('\n');
      }
      state.put("measured", text.toString());
    }

    @Override
    public void restore(CallbackState state) {
      measured.clear();
      Objects.requireNonNullElse(state.text("measured"), "").lines().forEach(line -> {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : line.strip().split(" ", -1)) {
          int equals = part.indexOf('=');
          values.put(part.substring(0, equals), Double.parseDouble(part.substring(equals + 1)));
        }
        measured.add(values);
      });
    }
  }
}
