package dev.kasane.studio.run;

import java.util.ArrayList;
import java.util.List;

/** How values were distributed at some moments; every second moment goes when there are many. Thread-safe. */
public final class Histograms {

  private static final int MOST = 64;
  private static final int BINS = 32;

  /**
   * One moment.
   *
   * @param step steps made
   * @param low left edge of the first bin
   * @param high right edge of the last bin
   * @param counts values in each bin
   */
  public record Moment(long step, float low, float high, int[] counts) {}

  private final List<Moment> moments = new ArrayList<>();
  private int every = 1;
  private int skipped;

  Histograms() {}

  synchronized void add(long step, float[] values) {
    skipped++;
    if (skipped < every || values.length == 0) {
      return;
    }
    skipped = 0;
    moments.add(count(step, values));
    if (moments.size() > MOST) {
      List<Moment> stay = new ArrayList<>();
      for (int i = 0; i < moments.size(); i += 2) {
        stay.add(moments.get(i));
      }
      moments.clear();
      moments.addAll(stay);
      every *= 2;
    }
  }

  private static Moment count(long step, float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    int[] counts = new int[BINS];
    if (low > high) {
      return new Moment(step, 0, 0, counts);
    }
    float scale = high > low ? BINS / (high - low) : 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        counts[Math.clamp((int) ((value - low) * scale), 0, BINS - 1)]++;
      }
    }
    return new Moment(step, low, high, counts);
  }

  /** The moments, oldest first. */
  public synchronized List<Moment> moments() {
    return List.copyOf(moments);
  }
}
