package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;

/**
 * Half a cosine wave from one rate to another (Loshchilov and Hutter, "SGDR", 2016): {@code end + (rate − end) · (1 +
 * cos(π · step / totalSteps)) / 2}, then {@code end}.
 *
 * @param rate at the beginning, 0 or above
 * @param totalSteps updates until the end, at least 1
 * @param end the last rate, 0 or above
 */
public record CosineDecay(double rate, int totalSteps, double end) implements Schedule {

  /** Checks the ranges. */
  public CosineDecay {
    Checks.notNegative("CosineDecay", "rate", rate);
    Checks.positive("CosineDecay", "totalSteps", totalSteps);
    Checks.notNegative("CosineDecay", "end", end);
  }

  @Override
  public double at(long step) {
    return between(rate, end, Math.min((double) step / totalSteps, 1));
  }

  /** From one number (at 0) to another (at 1) along half a cosine wave. */
  static double between(double from, double to, double progress) {
    return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
  }
}
