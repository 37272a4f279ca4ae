package dev.kasane.sweep;

/**
 * Successive halving (K. Jamieson and A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization", 2016): all trials run for a small share of their steps, the best of them for a larger share, until the
 * last ones run to their end. Who goes on is decided when all trials of a round are done, by the mean over their seeds:
 * so the result does not depend on what happened to finish first.
 *
 * @param factor of the trials of a round one in {@code factor} goes on, and runs {@code factor} times as long; from 2
 * @param rounds how many rounds, the last to the end; 1 means that no trial is stopped early
 */
public record Halving(int factor, int rounds) {

  /** No early stop. */
  public static final Halving NONE = new Halving(3, 1);

  /** Checks the ranges. */
  public Halving {
    if (factor < 2 || factor > 100 || rounds < 1 || rounds > 10) {
      throw new IllegalArgumentException(
          "early_stop: expected a factor from 2 to 100 and 1 to 10 rounds, received " + factor + " and " + rounds);
    }
  }

  /** Steps of a round, of a run that has {@code steps} in all. */
  long budget(long steps, int round) {
    double share = Math.pow(factor, round - (rounds - 1));
    return round == rounds - 1 ? steps : Math.clamp(Math.round(steps * share), 1, steps);
  }

  /** How many of the trials of a round go on. */
  int survivors(int trials) {
    return Math.max(1, Math.ceilDiv(trials, factor));
  }
}
