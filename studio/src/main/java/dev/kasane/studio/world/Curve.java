package dev.kasane.studio.world;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers over steps, kept so that memory stays small however long a world runs: when the places are full, every second
 * point is dropped, and from then on only every second one is taken. Not safe for threads: belongs to a world.
 */
public final class Curve {

  /** Points at most. */
  public static final int PLACES = 1000;

  private final List<String> names;
  private final double[][] columns;
  private double[] x = new double[PLACES];
  private int count;
  private long stride = 1;

  /** An empty one with a column for each name. */
  public Curve(String... names) {
    this.names = List.of(names);
    this.columns = new double[names.length][PLACES];
  }

  /**
   * What is kept.
   *
   * @param x the steps
   * @param names of the columns
   * @param y for each column as many numbers as steps
   */
  public record Points(double[] x, List<String> names, double[][] y) {}

  /** Whether a point at this step would be kept: ask before working it out. */
  public boolean wants(long step) {
    return step % stride == 0;
  }

  /** Takes a point, if {@link #wants} says so. Steps must grow. */
  public void add(long step, double... values) {
    if (values.length != columns.length) {
      throw new IllegalArgumentException(
          "Curve: expected " + columns.length + " values, " + names + ", received " + values.length);
    }
    if (!wants(step)) {
      return;
    }
    if (count == PLACES) {
      thin();
      if (!wants(step)) {
        return;
      }
    }
    x[count] = step;
    for (int i = 0; i < values.length; i++) {
      columns[i][count] = values[i];
    }
    count++;
  }

  /** Forgets all points. */
  public void clear() {
    count = 0;
    stride = 1;
  }

  /** A copy of what is kept. */
  public Points points() {
    double[][] y = new double[columns.length][];
    Arrays.setAll(y, i -> Arrays.copyOf(columns[i], count));
    return new Points(Arrays.copyOf(x, count), names, y);
  }

  private void thin() {
    stride *= 2;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (wants((long) x[i])) {
        x[kept] = x[i];
        for (double[] column : columns) {
          column[kept] = column[i];
        }
        kept++;
      }
    }
    count = kept;
  }
}
