package dev.kasane.cli.experiments;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.recipes.Optimizers;
import dev.kasane.cli.recipes.Recipe;
import dev.kasane.data.ProgressListener;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import dev.kasane.sweep.Value;
import dev.kasane.train.Model;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recipe of {@code kasane train}, with its settings to vary. */
final class RecipeExperiment implements Experiment {

  private final Recipe recipe;
  private final SampleCache data;

  RecipeExperiment(Recipe recipe, @Nullable Path folder, ProgressListener progress) {
    this.recipe = recipe;
    this.data = new SampleCache(recipe.data(), folder, progress);
  }

  @Override
  public String name() {
    return recipe.name();
  }

  @Override
  public String about() {
    return recipe.summary();
  }

  @Override
  public List<Setting> settings() {
    Setting.Kind names = new Setting.Kind.Word(Optimizers.NAMES);
    return List.of(
        new Setting("optimizer", "how weights are updated", names, new Value.Word(recipe.optimizer())),
        Setting.real("learning_rate", "the highest of the schedule", recipe.learningRate(), 1e-9, 1e3),
        Setting.whole("batch_size", "samples of an update", recipe.batchSize(), 1, 100_000),
        Setting.whole("epochs", "how often each sample is seen", recipe.epochs(), 1, 10_000),
        Fitting.samples());
  }

  @Override
  public List<Metric> metrics() {
    return Fitting.METRICS;
  }

  @Override
  public long steps(Settings settings) {
    return settings.whole("epochs");
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    DataSource.Found found = data.get();
    long updates = (long) settings.whole("epochs")
        * Math.ceilDiv(Fitting.trainingSamples(found, settings), settings.whole("batch_size"));
    Optimizer optimizer =
        Optimizers.of(settings.word("optimizer"), recipe.schedule().of(settings.real("learning_rate"), updates));
    try (CpuBackend backend = new CpuBackend(1); Model model = recipe.model(seed, optimizer).backend(backend)) {
      Fitting.run(model, found, settings, recipe.augmentation(), reporter);
    }
  }
}
