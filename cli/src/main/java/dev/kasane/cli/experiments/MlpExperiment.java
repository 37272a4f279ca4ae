package dev.kasane.cli.experiments;

import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.recipes.Optimizers;
import dev.kasane.data.ProgressListener;
import dev.kasane.nn.Initializers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Schedules;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A network of dense layers on MNIST: of any width and depth, without hidden layers a perceptron. */
final class MlpExperiment implements Experiment {

  private static final int CLASSES = 10;

  private final SampleCache data;

  MlpExperiment(@Nullable Path folder, ProgressListener progress) {
    this.data = new SampleCache(DataSource.MNIST, folder, progress);
  }

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public String about() {
    return "dense layers on MNIST";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.whole("layers", "hidden layers", 1, 0, 20),
        Setting.whole("hidden", "neurons of a hidden layer", 100, 1, 10_000),
        Setting.word("activation", "of the hidden layers", "sigmoid", "tanh", "relu"),
        Setting.word("initializer", "first weights", "glorot_uniform", "normal"),
        Setting.word("optimizer", "how weights are updated", Optimizers.NAMES.toArray(String[]::new)),
        Setting.real("learning_rate", "of the optimizer", 0.1, 1e-9, 1e3),
        Setting.whole("batch_size", "samples of an update", 100, 1, 100_000),
        Setting.whole("epochs", "how often each sample is seen", 5, 1, 10_000),
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
    Initializer first =
        settings.word("initializer").equals("normal") ? Initializers.randomNormal(1) : Initializers.glorotUniform();
    ActivationFunction activation =
        ActivationFunction.valueOf(settings.word("activation").toUpperCase(Locale.ROOT));
    List<Layer> layers = new ArrayList<>(List.of(input(28, 28, 1), flatten()));
    for (int i = 0; i < settings.whole("layers"); i++) {
      layers.add(dense(settings.whole("hidden")).activation(activation).kernelInitializer(first));
    }
    layers.add(dense(CLASSES).activation(ActivationFunction.SOFTMAX).kernelInitializer(first));
    Optimizer optimizer =
        Optimizers.of(settings.word("optimizer"), Schedules.constantRate(settings.real("learning_rate")));
    DataSource.Found found = data.get();
    try (CpuBackend backend = new CpuBackend(1);
        Model model =
            Sequential.of(layers)
                .seed(seed)
                .compile(optimizer, Losses.sparseCategoricalCrossentropy(), Metrics.accuracy())
                .backend(backend)) {
      Fitting.run(model, found, settings, null, reporter);
    }
  }
}
