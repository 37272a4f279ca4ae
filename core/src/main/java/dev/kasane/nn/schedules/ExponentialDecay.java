package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;

/**
 * {@code rate · factor^(step / everySteps)}: the rate has been multiplied by {@code factor} after each {@code
 * everySteps} updates, and moves smoothly between.
 *
 * @param rate at the beginning, 0 or above
 * @param factor above 0
 * @param everySteps at least 1
 */
public record ExponentialDecay(double rate, double factor, int everySteps) implements Schedule {

  /** Checks the ranges. */
  public ExponentialDecay {
    Checks.notNegative("ExponentialDecay", "rate", rate);
    Checks.positive("ExponentialDecay", "factor", factor);
    Checks.positive("ExponentialDecay", "everySteps", everySteps);
  }

  @Override
  public double at(long step) {
    return rate * StrictMath.pow(factor, (double) step / everySteps);
  }
}
