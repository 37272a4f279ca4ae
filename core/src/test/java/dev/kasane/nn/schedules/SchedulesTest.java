package dev.kasane.nn.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.nn.Schedules;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Schedules against numbers worked out by hand. */
class SchedulesTest {

  private static void assertRates(Schedule schedule, long[] steps, double... expected) {
    assertThat(LongStream.of(steps).mapToDouble(schedule::at).toArray()).containsExactly(expected, within(1e-12));
  }

  private static long[] steps(long... steps) {
    return steps;
  }

  @Test
  void constantRate() {
    assertRates(Schedules.constantRate(0.3), steps(0, 1, 1_000_000_000_000L), 0.3, 0.3, 0.3);
  }

  @Test
  void stepDecay() {
    assertRates(
        Schedules.stepDecay(0.8, 0.5, 10), steps(0, 9, 10, 19, 20, 39), 0.8, 0.8, 0.4, 0.4, 0.2, 0.1);
  }

  @Test
  void exponentialDecay() {
    assertRates(Schedules.exponentialDecay(0.8, 0.25, 10), steps(0, 5, 10, 15, 20), 0.8, 0.4, 0.2, 0.1, 0.05);
  }

  @Test
  void cosineDecay() {
    // cos(π/3) = 1/2 at a third of the way, 0 at half of it.
    assertRates(Schedules.cosineDecay(1, 6), steps(0, 2, 3, 4, 6, 7, 600), 1, 0.75, 0.5, 0.25, 0, 0, 0);
    assertRates(Schedules.cosineDecay(1, 6, 0.2), steps(0, 2, 3, 4, 6, 600), 1, 0.8, 0.6, 0.4, 0.2, 0.2);
  }

  @Test
  void warmup() {
    Schedule schedule = Schedules.warmup(4, Schedules.cosineDecay(1, 6));
    assertRates(schedule, steps(0, 1, 2, 3, 4, 6, 7, 10, 11), 0.25, 0.5, 0.75, 1, 1, 0.75, 0.5, 0, 0);
  }

  @Test
  void piecewiseConstant() {
    Schedule schedule = Schedules.piecewiseConstant(List.of(3, 5), List.of(0.1, 0.01, 0.001));
    assertRates(schedule, steps(0, 2, 3, 4, 5, 600), 0.1, 0.1, 0.01, 0.01, 0.001, 0.001);
    assertRates(Schedules.piecewiseConstant(List.of(), List.of(0.1)), steps(0, 600), 0.1, 0.1);
  }

  @Test
  void sequenceStartsItsSecondPartAtZero() {
    Schedule schedule = Schedules.sequence(Schedules.constantRate(2), 3, Schedules.stepDecay(1, 0.5, 1));
    assertRates(schedule, steps(0, 2, 3, 4, 5), 2, 2, 1, 0.5, 0.25);
  }

  /** The first ten rates that PyTorch's documentation of the formula gives for max 1, 10 steps, rise 0.3. */
  @Test
  void oneCycle() {
    Schedule schedule = Schedules.oneCycle(1, 10);
    double start = 1 / 25.0;
    double end = 1 / 25.0 / 1e4;
    // The top is step 0.3 · 10 − 1 = 2; from there 7 steps lead down to step 9.
    assertRates(schedule, steps(0, 1, 2), start, (1 + start) / 2, 1);
    for (int i = 0; i <= 7; i++) {
      double share = (1 + Math.cos(Math.PI * i / 7)) / 2;
      assertThat(schedule.at(2 + i)).isCloseTo(end + (1 - end) * share, within(1e-12));
    }
    assertRates(schedule, steps(9, 10, 600), end, end, end);
    assertRates(new OneCycle(1, 2, 0.3, 25, 1e4), steps(0, 1, 2), 1, end, end);
  }

  @Test
  void messages() {
    assertThatThrownBy(() -> Schedules.constantRate(Double.NaN))
        .hasMessage("ConstantRate: rate must be a finite number, 0 or above, received NaN");
    assertThatThrownBy(() -> Schedules.stepDecay(1, 0.5, 0))
        .hasMessage("StepDecay: everySteps must be at least 1, received 0");
    assertThatThrownBy(() -> Schedules.piecewiseConstant(List.of(5, 5), List.of(1.0, 1.0, 1.0)))
        .hasMessage("piecewiseConstant: boundaries must rise from at least 1, received [5, 5]");
    assertThatThrownBy(() -> Schedules.piecewiseConstant(List.of(5), List.of(1.0)))
        .hasMessageContaining("received 1 boundaries and 1 rates");
    assertThatThrownBy(() -> new OneCycle(1, 10, 1, 25, 1e4))
        .hasMessage("OneCycle: riseFraction must be at least 0 and below 1, received 1.0");
  }
}
