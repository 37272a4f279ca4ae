package dev.kasane.convnetjs.engine;

import java.util.Arrays;

/** The costs of samples, batch by batch. */
public final class Costs {

  private double[] gathered = new double[8];
  private int count;
  private double[] last = new double[8];
  private int lastCount;

  /** Creates an empty one. */
  public Costs() {}

  /** Notes the cost of the next sample. */
  public void add(double cost) {
    if (count == gathered.length) {
      gathered = Arrays.copyOf(gathered, 2 * count);
    }
    gathered[count++] = cost;
  }

  /** Ends a batch. */
  public void end() {
    double[] other = last;
    last = gathered;
    lastCount = count;
    gathered = other;
    count = 0;
  }

  /** Forgets the samples of a batch that has not ended. */
  public void drop() {
    count = 0;
  }

  /** The costs of the last batch that ended; a copy. */
  public double[] last() {
    return Arrays.copyOf(last, lastCount);
  }

  /** The mean cost of the last batch that ended; 0 before the first. */
  public double lastMean() {
    double sum = 0;
    for (int i = 0; i < lastCount; i++) {
      sum += last[i];
    }
    return lastCount == 0 ? 0 : sum / lastCount;
  }
}
