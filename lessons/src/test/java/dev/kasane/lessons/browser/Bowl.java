package dev.kasane.lessons.browser;

import dev.kasane.report.Text;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import java.util.List;
import java.util.Map;

/** An experiment that is a formula. */
final class Bowl implements Experiment {

  @Override
  public String name() {
    return "bowl";
  }

  @Override
  public String about() {
    return "a bowl";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.real("x", "x", 0, -10, 10), Setting.real("y", "y", 1, 0.001, 100),
        Setting.word("shape", "shape", "round", "flat"));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric("depth", Text.of("depth (m)", "深さ (m)"), false));
  }

  @Override
  public long steps(Settings settings) {
    return 10;
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    double x = settings.real("x");
    double y = Math.log(settings.real("y"));
    double depth = settings.word("shape").equals("flat") ? Math.abs(x) + Math.abs(y) : x * x + y * y;
    for (int step = 1; step <= 10; step++) {
      if (!reporter.report(step, Map.of("depth", (depth + seed) / step))) {
        return;
      }
    }
  }
}
