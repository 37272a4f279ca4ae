package dev.kasane.lessons.museum;

import java.util.Arrays;

/**
 * The same run with a defect and without it.
 *
 * @param x where the values are
 * @param faithful values with the defect; as many
 * @param correct values without it; as many
 */
record Pair(double[] x, double[] faithful, double[] correct) {

  /** The mean of the last few values with the defect. */
  double faithfulEnd() {
    return end(faithful);
  }

  /** The mean of the last few values without it. */
  double correctEnd() {
    return end(correct);
  }

  private static double end(double[] values) {
    return Arrays.stream(values, values.length * 4 / 5, values.length).average().orElse(Double.NaN);
  }
}
