package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;

/**
 * {@code rate · factor^⌊step / everySteps⌋}.
 *
 * @param rate at the beginning, 0 or above
 * @param factor by which the rate is multiplied each time, 0 or above
 * @param everySteps updates between the changes, at least 1
 */
public record StepDecay(double rate, double factor, int everySteps) implements Schedule {

  /** Checks the ranges. */
  public StepDecay {
    Checks.notNegative("StepDecay", "rate", rate);
    Checks.notNegative("StepDecay", "factor", factor);
    Checks.positive("StepDecay", "everySteps", everySteps);
  }

  @Override
  public double at(long step) {
    return rate * StrictMath.pow(factor, (double) Math.floorDiv(step, (long) everySteps));
  }
}
