package dev.kasane.sweep;

import dev.kasane.report.Text;
import java.util.List;

/** An experiment whose every run fails. */
final class FailingExperiment implements Experiment {

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public String about() {
    return "fails";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.real("rate", "a rate", 0.1, 0, 1));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric("score", Text.same("score"), true));
  }

  @Override
  public long steps(Settings settings) {
    return 1;
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    throw new IllegalStateException("no luck");
  }
}
