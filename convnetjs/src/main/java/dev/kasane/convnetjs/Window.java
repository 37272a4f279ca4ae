package dev.kasane.convnetjs;

import java.util.ArrayDeque;
import java.util.Deque;

/** The mean of the last numbers, for curves of a loss or an accuracy. */
public final class Window {

  private static final int SIZE = 100;
  private static final int MIN_SIZE = 20;

  private final int size;
  private final int minsize;
  private final Deque<Double> values = new ArrayDeque<>();
  private double sum;

  /** The last 100 numbers, once there are 20. */
  public Window() {
    this(SIZE, MIN_SIZE);
  }

  /**
   * The last {@code size} numbers.
   *
   * @param minsize how many there must be before there is a mean
   */
  public Window(int size, int minsize) {
    if (size < 1) {
      throw new ConvNetException("Window: size: expected a whole number from 1, received " + size);
    }
    this.size = size;
    this.minsize = minsize;
  }

  /** Takes a number, and forgets the oldest one if there are too many. */
  public void add(double x) {
    values.addLast(x);
    sum += x;
    if (values.size() > size) {
      double oldest = values.removeFirst();
      // A NaN or an infinity would stay in a running sum for ever.
      sum = Double.isFinite(oldest) ? sum - oldest : values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** The mean; -1 while there are fewer numbers than {@code minsize}. */
  public double getAverage() {
    return values.size() < minsize || values.isEmpty() ? -1 : sum / values.size();
  }

  /** The numbers it has, the oldest first. */
  public double[] values() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** How many numbers it has. */
  public int count() {
    return values.size();
  }

  /** Forgets all numbers. */
  public void reset() {
    values.clear();
    sum = 0;
  }
}
