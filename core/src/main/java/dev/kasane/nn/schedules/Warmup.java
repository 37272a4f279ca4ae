package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;
import java.util.Objects;

/**
 * Rises in equal steps to the first rate of another schedule, which follows: {@code then(0) · (step + 1) / steps} while
 * {@code step < steps}, afterwards {@code then(step − steps)}. The first update already moves.
 *
 * @param steps updates of the rise, at least 1
 * @param then what follows
 */
public record Warmup(int steps, Schedule then) implements Schedule {

  /** Checks the range. */
  public Warmup {
    Objects.requireNonNull(then, "then");
    Checks.positive("Warmup", "steps", steps);
  }

  @Override
  public double at(long step) {
    return step < steps ? then.at(0) * (step + 1) / steps : then.at(step - steps);
  }
}
