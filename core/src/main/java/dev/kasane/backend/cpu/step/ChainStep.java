package dev.kasane.backend.cpu.step;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Steps that take a few samples from end to end before the next. */
final class ChainStep extends BoundStep {

  private final BoundStep[] steps;
  private final int rows;

  ChainStep(BoundStep[] steps, int rows) {
    this.steps = steps;
    this.rows = rows;
  }

  @Override
  public void prepare(int units) {
    for (BoundStep step : steps) {
      step.prepare(Math.min(units, rows));
      if (units > rows && units % rows > 0) {
        step.prepare(units % rows);
      }
    }
  }

  @Override
  public int scratchFloats() {
    return most(BoundStep::scratchFloats);
  }

  @Override
  public int registers() {
    return most(BoundStep::registers);
  }

  private int most(ToIntFunction<BoundStep> count) {
    return Arrays.stream(steps).mapToInt(count).max().orElse(0);
  }

  @Override
  public String kernel() {
    String kernels = Arrays.stream(steps).map(BoundStep::kernel).collect(Collectors.joining(" + "));
    return "one after the other, " + rows + (rows == 1 ? " sample" : " samples") + " at a time: " + kernels;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    for (int begin = from; begin < to; begin += rows) {
      int end = Math.min(begin + rows, to);
      frame.innerStart = begin;
      for (BoundStep step : steps) {
        step.run(frame, begin, end, first && begin == from);
      }
    }
  }
}
