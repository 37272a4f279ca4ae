package dev.kasane.lessons.functions;

import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.report.Text;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Learning a function of one variable, for sweeps. Steps are updates; what is measured is the check. */
public final class FunctionExperiment implements Experiment {

  /** The name of what it measures: the sum of ½ (y − f(x))² over 21 equally spaced x. */
  public static final String CHECK = "check";

  /** Makes the experiment. */
  public FunctionExperiment() {}

  @Override
  public String name() {
    return "function";
  }

  @Override
  public String about() {
    return "a network with one input and one output learns a function of one variable";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.word("function", "what is learned", words(FunctionTask.values())),
        Setting.word("activation", "of the hidden layers", "tanh", "sigmoid", "relu", "identity"),
        Setting.whole("layers", "hidden layers", 1, 1, 20),
        Setting.whole("neurons", "of each hidden layer", FunctionTask.NEURONS, 1, 1000),
        Setting.real("learning_rate", "for the gradient of half the squared error", 0.03, 1e-6, 10),
        Setting.whole("updates", "in all", 3000, 1, 10_000_000),
        Setting.whole("every", "updates between two checks", 1000, 1, 10_000_000));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric(CHECK, Text.of("check", "チェック"), false));
  }

  @Override
  public long steps(Settings settings) {
    return settings.whole("updates");
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    FunctionTask task = FunctionTask.valueOf(settings.word("function").toUpperCase(Locale.ROOT));
    Activation h = Activation.valueOf(settings.word("activation").toUpperCase(Locale.ROOT));
    int[] hidden = new int[settings.whole("layers")];
    Arrays.fill(hidden, settings.whole("neurons"));
    int updates = settings.whole("updates");
    Random random = new Random(seed);
    Weights start = Weights.random(random, Fit.sizes(hidden));
    try (KasaneNet net = new KasaneNet(task.learning(), start, h, settings.real("learning_rate"))) {
      int done = 0;
      boolean goOn = true;
      while (goOn && done < updates) {
        int piece = Math.min(settings.whole("every"), updates - done);
        net.train(piece, random);
        done += piece;
        goOn = reporter.report(done, Map.of(CHECK, net.check()));
      }
    }
  }

  private static String[] words(FunctionTask[] tasks) {
    return Stream.of(tasks).map(task -> task.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
  }
}
