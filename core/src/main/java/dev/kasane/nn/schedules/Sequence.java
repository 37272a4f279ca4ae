package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;
import java.util.Objects;

/**
 * One schedule for some updates, then another, which begins at its own step 0.
 *
 * @param first for updates 0 to {@code steps − 1}
 * @param steps at least 1
 * @param then for the rest
 */
public record Sequence(Schedule first, int steps, Schedule then) implements Schedule {

  /** Checks the range. */
  public Sequence {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(then, "then");
    Checks.positive("Sequence", "steps", steps);
  }

  @Override
  public double at(long step) {
    return step < steps ? first.at(step) : then.at(step - steps);
  }
}
