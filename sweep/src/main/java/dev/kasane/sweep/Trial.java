package dev.kasane.sweep;

import dev.kasane.report.Spread;
import java.util.List;

/**
 * Settings that were tried, and the last run of each seed.
 *
 * @param index in order of the search
 * @param settings all settings
 * @param runs one for each seed
 */
public record Trial(int index, Settings settings, List<Run> runs) {

  /** Keeps a copy. */
  public Trial {
    runs = List.copyOf(runs);
  }

  /** Whether its runs went to their end. */
  public boolean finished() {
    return runs.stream().allMatch(Run::finished);
  }

  /** The last value of a metric in each run. */
  public Spread spread(String metric) {
    return new Spread(runs.stream().map(run -> run.last(metric)).toList());
  }
}
