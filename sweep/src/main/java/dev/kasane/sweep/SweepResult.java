package dev.kasane.sweep;

import java.util.Comparator;
import java.util.List;

/**
 * What a sweep found.
 *
 * @param plan what was asked
 * @param trials all trials, in order of the search
 */
public record SweepResult(SweepPlan plan, List<Trial> trials) {

  /** Keeps a copy. */
  public SweepResult {
    trials = List.copyOf(trials);
  }

  /** Trials from the best to the worst: those that ran to their end first; NaN is worst. */
  public List<Trial> ranked() {
    Comparator<Trial> finished = Comparator.comparing(trial -> !trial.finished());
    return trials.stream()
        .sorted(finished.thenComparing(plan.better(trial -> trial.spread(plan.metric().name()).mean())))
        .toList();
  }

  /** The best trial. */
  public Trial best() {
    return ranked().getFirst();
  }
}
