package dev.kasane.cli.experiments;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.lessons.functions.FunctionFit;
import dev.kasane.lessons.functions.FunctionTask;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.report.Text;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A function of one variable, learned by a small network. Needs no data. */
final class FunctionExperiment implements Experiment {

  private static final int REPORTS = 20;
  private static final int CHECKS = 101;

  @Override
  public String name() {
    return "function";
  }

  @Override
  public String about() {
    return "a small network learns a function of one variable";
  }

  @Override
  public List<Setting> settings() {
    String[] functions = Arrays.stream(FunctionTask.values())
        .map(task -> task.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
    return List.of(
        Setting.word("function", "what is learned", functions),
        Setting.whole("layers", "hidden layers", 1, 1, 10),
        Setting.whole("hidden", "neurons of a hidden layer", 10, 1, 1000),
        Setting.word("activation", "of the hidden layers", "tanh", "sigmoid", "relu"),
        Setting.real("learning_rate", "for the gradient of half the squared error", 0.03, 1e-9, 1e3),
        Setting.whole("batch_size", "samples of an update", 20, 1, 10_000),
        Setting.whole("updates", "of the weights", 1000, REPORTS, 1_000_000));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric("error", Text.of("mean of ½(y − f)²", "½(y − f)² の平均"), false));
  }

  @Override
  public long steps(Settings settings) {
    return settings.whole("updates");
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    FunctionTask task = FunctionTask.valueOf(settings.word("function").toUpperCase(Locale.ROOT));
    int[] hidden = new int[settings.whole("layers")];
    Arrays.fill(hidden, settings.whole("hidden"));
    ActivationFunction activation =
        ActivationFunction.valueOf(settings.word("activation").toUpperCase(Locale.ROOT));
    int updates = settings.whole("updates");
    int batch = settings.whole("batch_size");
    try (CpuBackend backend = new CpuBackend(1);
        Model model =
            FunctionFit.network(settings.real("learning_rate"), activation, hidden).seed(seed).backend(backend)) {
      int done = 0;
      for (int part = 1; part <= REPORTS; part++) {
        int until = (int) ((long) updates * part / REPORTS);
        FunctionFit.train(model, samples(task, seed, (long) done * batch, (until - done) * batch), batch);
        done = until;
        if (!reporter.report(done, Map.of("error", error(model, task)))) {
          return;
        }
      }
    }
  }

  private static Dataset samples(FunctionTask task, long seed, long first, int count) {
    long key = CounterRandom.stream(seed, "function/x");
    float[] x = new float[count];
    float[] y = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) (task.low() + (task.high() - task.low()) * CounterRandom.uniform(key, first + i));
      y[i] = (float) task.f().applyAsDouble(x[i]);
    }
    return Dataset.of(Tensor.of(Shape.of(count, 1), x), Tensor.of(Shape.of(count, 1), y));
  }

  /** At equally spaced places, the same for all. */
  private static double error(Model model, FunctionTask task) {
    float[] x = new float[CHECKS];
    for (int i = 0; i < CHECKS; i++) {
      x[i] = (float) (task.low() + (task.high() - task.low()) * i / (CHECKS - 1));
    }
    float[] y = model.predict(Tensor.of(Shape.of(CHECKS, 1), x)).data();
    double sum = 0;
    for (int i = 0; i < CHECKS; i++) {
      double difference = y[i] - task.f().applyAsDouble(x[i]);
      sum += 0.5 * difference * difference;
    }
    return sum / CHECKS;
  }
}
