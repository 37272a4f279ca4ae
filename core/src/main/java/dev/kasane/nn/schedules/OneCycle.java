package dev.kasane.nn.schedules;

import dev.kasane.nn.checks.Checks;

/**
 * Up and down along half cosine waves (Smith and Topin, "Super-convergence", 2017; PyTorch's {@code OneCycleLR}): from
 * {@code maxRate / startDivisor} to {@code maxRate} during the first part of {@code totalSteps}, then down to {@code
 * maxRate / startDivisor / endDivisor}, where it stays.
 *
 * @param maxRate the largest rate, 0 or above
 * @param totalSteps updates of the cycle, at least 2
 * @param riseFraction share of the updates until the top, above 0 and below 1; PyTorch's default is 0.3
 * @param startDivisor above 0; PyTorch's default is 25
 * @param endDivisor above 0; PyTorch's default is 1e4
 */
public record OneCycle(double maxRate, int totalSteps, double riseFraction, double startDivisor, double endDivisor)
    implements Schedule {

  /** Checks the ranges. */
  public OneCycle {
    Checks.notNegative("OneCycle", "maxRate", maxRate);
    Checks.range("OneCycle", "totalSteps", totalSteps, 2, Integer.MAX_VALUE);
    Checks.fraction("OneCycle", "riseFraction", riseFraction);
    Checks.positive("OneCycle", "riseFraction", riseFraction);
    Checks.positive("OneCycle", "startDivisor", startDivisor);
    Checks.positive("OneCycle", "endDivisor", endDivisor);
  }

  /** With PyTorch's defaults. */
  public OneCycle(double maxRate, int totalSteps) {
    this(maxRate, totalSteps, 0.3, 25, 1e4);
  }

  @Override
  public double at(long step) {
    double start = maxRate / startDivisor;
    double last = totalSteps - 1;
    // The step of the top; a rise of less than one step begins at the top.
    double top = Math.max(riseFraction * totalSteps - 1, 0);
    if (step < top) {
      return CosineDecay.between(start, maxRate, step / top);
    }
    return CosineDecay.between(maxRate, start / endDivisor, Math.min((step - top) / (last - top), 1));
  }
}
