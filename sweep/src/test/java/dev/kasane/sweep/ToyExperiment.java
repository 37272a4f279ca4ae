package dev.kasane.sweep;

import dev.kasane.report.Text;
import dev.kasane.tensor.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A score that grows with the steps towards a value that depends on the settings, with noise that depends on the seed:
 * best at a rate of 0.1. Slow in the manner asked for, so that a process can be killed in its midst.
 */
final class ToyExperiment implements Experiment {

  static final int STEPS = 9;

  private final AtomicLong steps = new AtomicLong();
  private final int millisecondsAStep;

  ToyExperiment(int millisecondsAStep) {
    this.millisecondsAStep = millisecondsAStep;
  }

  /** Steps made by all runs. */
  long stepsMade() {
    return steps.get();
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String about() {
    return "a formula";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.real("rate", "a rate", 0.01, 1e-6, 10), Setting.whole("size", "a size", 10, 1, 100),
        Setting.word("kind", "a kind", "plain", "fancy"));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric("score", Text.same("score"), true), new Metric("loss", Text.same("loss"), false));
  }

  @Override
  public long steps(Settings settings) {
    return STEPS;
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    double rate = settings.real("rate");
    double noise = CounterRandom.uniform(CounterRandom.stream(seed, "toy"), Math.round(rate * 1e6));
    double limit = 100 - 10 * Math.abs(Math.log10(rate / 0.1)) + settings.whole("size") * 0.01 + noise
        + (settings.word("kind").equals("fancy") ? 0.5 : 0);
    for (int step = 1; step <= STEPS; step++) {
      steps.incrementAndGet();
      double score = limit * step / STEPS;
      if (millisecondsAStep > 0) {
        try {
          Thread.sleep(millisecondsAStep);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (!reporter.report(step, Map.of("score", score, "loss", rate > 5 ? Double.NaN : 100 - score))) {
        return;
      }
    }
  }
}
