package dev.kasane.sweep;

import java.util.ArrayList;
import java.util.List;

/** The results of a sweep as CSV (RFC 4180): nothing in them depends on threads, time or interruptions. */
public final class SweepCsv {

  private SweepCsv() {}

  /** One line a run: trial, all settings, seed, steps, whether it was stopped early, and its last metrics. */
  public static String runs(SweepResult result) {
    List<String> settings = names(result);
    List<String> metrics = result.plan().experiment().metrics().stream().map(Metric::name).toList();
    StringBuilder out = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("trial"));
    head.addAll(settings);
    head.addAll(List.of("seed", "steps", "stopped_early"));
    head.addAll(metrics);
    line(out, head);
    for (Trial trial : result.trials()) {
      for (Run run : trial.runs()) {
        List<String> cells = new ArrayList<>(List.of(String.valueOf(trial.index())));
        settings.forEach(name -> cells.add(trial.settings().get(name).text()));
        cells.addAll(List.of(String.valueOf(run.seed()), String.valueOf(run.steps()), run.finished() ? "no" : "yes"));
        metrics.forEach(metric -> cells.add(number(run.last(metric))));
        line(out, cells);
      }
    }
    return out.toString();
  }

  /** One line a report: trial, seed, step and metrics; the curves. */
  public static String curves(SweepResult result) {
    List<String> metrics = result.plan().experiment().metrics().stream().map(Metric::name).toList();
    StringBuilder out = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("trial", "seed", "step"));
    head.addAll(metrics);
    line(out, head);
    for (Trial trial : result.trials()) {
      for (Run run : trial.runs()) {
        for (Point point : run.points()) {
          List<String> cells = new ArrayList<>(
              List.of(String.valueOf(trial.index()), String.valueOf(run.seed()), String.valueOf(point.step())));
          metrics.forEach(metric -> cells.add(number(point.get(metric))));
          line(out, cells);
        }
      }
    }
    return out.toString();
  }

  private static List<String> names(SweepResult result) {
    return result.plan().experiment().settings().stream().map(Setting::name).toList();
  }

  /** What was not measured is an empty cell. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : new Value.Real(value).text();
  }

  private static void line(StringBuilder out, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.matches("(?s).*[\",\\r\\n].*");
      out.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.append("\r\n");
  }
}
