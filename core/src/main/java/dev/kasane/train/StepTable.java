package dev.kasane.train;

import dev.kasane.nn.schedules.Schedule;
import java.util.List;

/**
 * What the host computes for each step of an epoch, computed before it: the schedule's learning rate and the
 * optimizer's scalars. Their functions may allocate, as {@link StrictMath#pow} does; steps then only read.
 */
final class StepTable {

  private final double[] rates;
  private final String[] inputs;
  private final float[][] scalars;

  /**
   * Computes a table.
   *
   * @param firstStep the model's number for the first step
   * @param count steps
   */
  StepTable(Schedule schedule, List<ModelGraph.HostScalar> hostScalars, long firstStep, int count) {
    rates = new double[count];
    inputs = hostScalars.stream().map(ModelGraph.HostScalar::input).toArray(String[]::new);
    scalars = new float[inputs.length][count];
    for (int i = 0; i < count; i++) {
      rates[i] = schedule.at(firstStep + i);
      for (int j = 0; j < inputs.length; j++) {
        // Updates are counted from 1.
        scalars[j][i] = (float) hostScalars.get(j).function().at(firstStep + i + 1);
      }
    }
  }

  /** The schedule's learning rate. */
  double rate(int index) {
    return rates[index];
  }

  /** Hands over the optimizer's scalars. */
  void feed(Runner runner, int index) {
    for (int j = 0; j < inputs.length; j++) {
      runner.executable().write(inputs[j], scalars[j][index]);
    }
  }
}
