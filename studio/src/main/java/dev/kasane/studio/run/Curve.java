package dev.kasane.studio.run;

import java.util.Arrays;

/**
 * A curve of any length in bounded memory. When it is full, each four neighbouring points give way to their lowest and
 * their highest in the order in which they came, and what is added later is treated alike: peaks stay, whatever the
 * scale. Thread-safe.
 */
public final class Curve {

  /** Points kept at most. */
  static final int MOST = 2048;

  private final double[] xs = new double[MOST];
  private final double[] ys = new double[MOST];
  private int size;
  private int generation;

  /** Points that become two, the lowest and the highest; 1 as long as each is kept. */
  private int bucket;

  private int inBucket;
  private double lowX;
  private double lowY;
  private double highX;
  private double highY;

  /**
   * A part of a curve.
   *
   * @param generation another number than before if former points have changed and must be read anew
   * @param from position of the first point in the curve
   * @param x abscissas
   * @param y ordinates
   */
  public record Part(int generation, int from, double[] x, double[] y) {}

  /** An empty one. */
  Curve() {
    bucket = 1;
  }

  /** Adds a point; NaN and infinities are left out. */
  synchronized void add(double x, double y) {
    if (!Double.isFinite(y) || !Double.isFinite(x)) {
      return;
    }
    if (inBucket == 0 || y < lowY) {
      lowX = x;
      lowY = y;
    }
    if (inBucket == 0 || y > highY) {
      highX = x;
      highY = y;
    }
    if (++inBucket == bucket) {
      inBucket = 0;
      emit();
    }
  }

  private void emit() {
    if (size + 2 > MOST) {
      compress();
    }
    boolean lowFirst = lowX <= highX;
    put(lowFirst ? lowX : highX, lowFirst ? lowY : highY);
    if (lowX != highX) {
      put(lowFirst ? highX : lowX, lowFirst ? highY : lowY);
    }
  }

  private void put(double x, double y) {
    xs[size] = x;
    ys[size] = y;
    size++;
  }

  private void compress() {
    int kept = 0;
    for (int from = 0; from < size; from += 4) {
      int low = from;
      int high = from;
      for (int i = from + 1; i < Math.min(size, from + 4); i++) {
        low = ys[i] < ys[low] ? i : low;
        high = ys[i] > ys[high] ? i : high;
      }
      int first = Math.min(low, high);
      int second = Math.max(low, high);
      double secondX = xs[second];
      double secondY = ys[second];
      xs[kept] = xs[first];
      ys[kept] = ys[first];
      kept++;
      if (second != first) {
        xs[kept] = secondX;
        ys[kept] = secondY;
        kept++;
      }
    }
    size = kept;
    bucket = Math.max(4, 2 * bucket);
    generation++;
  }

  /**
   * The points a reader does not have yet.
   *
   * @param known the generation of the points it has, -1 for none
   * @param from how many it has
   */
  public synchronized Part since(int known, int from) {
    int begin = known == generation ? Math.clamp(from, 0, size) : 0;
    return new Part(generation, begin, Arrays.copyOfRange(xs, begin, size), Arrays.copyOfRange(ys, begin, size));
  }

  /** All points. */
  public Part all() {
    return since(-1, 0);
  }
}
