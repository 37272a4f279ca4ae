package dev.kasane.nn;

import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.nn.schedules.CosineDecay;
import dev.kasane.nn.schedules.ExponentialDecay;
import dev.kasane.nn.schedules.OneCycle;
import dev.kasane.nn.schedules.Schedule;
import dev.kasane.nn.schedules.Sequence;
import dev.kasane.nn.schedules.StepDecay;
import dev.kasane.nn.schedules.Warmup;
import java.util.List;

/** Makes learning-rate schedules. Steps are updates, counted from 0. */
public final class Schedules {

  private Schedules() {}

  /** The same rate at every step. */
  public static ConstantRate constantRate(double rate) {
    return new ConstantRate(rate);
  }

  /** Multiplied by {@code factor} after each {@code everySteps} updates. */
  public static StepDecay stepDecay(double rate, double factor, int everySteps) {
    return new StepDecay(rate, factor, everySteps);
  }

  /** Multiplied by {@code factor} within each {@code everySteps} updates, smoothly. */
  public static ExponentialDecay exponentialDecay(double rate, double factor, int everySteps) {
    return new ExponentialDecay(rate, factor, everySteps);
  }

  /** Half a cosine wave from {@code rate} to 0. */
  public static CosineDecay cosineDecay(double rate, int totalSteps) {
    return new CosineDecay(rate, totalSteps, 0);
  }

  /** Half a cosine wave from {@code rate} to {@code end}. */
  public static CosineDecay cosineDecay(double rate, int totalSteps, double end) {
    return new CosineDecay(rate, totalSteps, end);
  }

  /** Rises to the first rate of another schedule, which follows. */
  public static Warmup warmup(int steps, Schedule then) {
    return new Warmup(steps, then);
  }

  /** One schedule for so many updates, then another from its own step 0. */
  public static Sequence sequence(Schedule first, int steps, Schedule then) {
    return new Sequence(first, steps, then);
  }

  /** Up to {@code maxRate} and down to almost 0; PyTorch's defaults. */
  public static OneCycle oneCycle(double maxRate, int totalSteps) {
    return new OneCycle(maxRate, totalSteps);
  }

  /**
   * One fixed rate after another.
   *
   * @param boundaries the updates at which the rate changes, rising, the first at least 1
   * @param rates one more than boundaries; {@code rates[i]} applies before {@code boundaries[i]}
   */
  public static Schedule piecewiseConstant(List<Integer> boundaries, List<Double> rates) {
    if (rates.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException("piecewiseConstant: expected one rate more than boundaries, received "
          + boundaries.size() + " boundaries and " + rates.size() + " rates");
    }
    Schedule schedule = new ConstantRate(rates.getLast());
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      int from = i == 0 ? 0 : boundaries.get(i - 1);
      if (boundaries.get(i) <= from) {
        throw new IllegalArgumentException(
            "piecewiseConstant: boundaries must rise from at least 1, received " + boundaries);
      }
      schedule = new Sequence(new ConstantRate(rates.get(i)), boundaries.get(i) - from, schedule);
    }
    return schedule;
  }
}
