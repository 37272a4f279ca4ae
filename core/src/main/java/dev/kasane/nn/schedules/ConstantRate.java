package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;

/**
 * The same rate at every step.
 *
 * @param rate 0 or above
 */
public record ConstantRate(double rate) implements Schedule {

  /** Checks the range. */
  public ConstantRate {
    Checks.notNegative("ConstantRate", "rate", rate);
  }

  @Override
  public double at(long step) {
    return rate;
  }
}
