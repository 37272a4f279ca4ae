package dev.kasane.studio.run;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the training thread tells about its batches, from one thread to another without a lock. Where nobody listens for
 * long, batches are left out: training never waits.
 */
final class BatchRing {

  /** Numbers of one batch. */
  enum Field {
    STEP, EPOCH, LOSS, ACCURACY, RATE, SECONDS, SAMPLES
  }

  static final int FIELDS = Field.values().length;
  private static final int ROOM = 8192;

  private final double[] values = new double[ROOM * FIELDS];
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /** Called by the training thread. */
  void put(double step, double epoch, double loss, double accuracy, double rate, double seconds, double samples) {
    long at = written.get();
    if (at - taken.get() >= ROOM) {
      return;
    }
    int offset = (int) (at % ROOM) * FIELDS;
    values[offset] = step;
    values[offset + 1] = epoch;
    values[offset + 2] = loss;
    values[offset + 3] = accuracy;
    values[offset + 4] = rate;
    values[offset + 5] = seconds;
    values[offset + 6] = samples;
    written.set(at + 1);
  }

  /**
   * Called by one other thread at a time.
   *
   * @return whether there was a batch
   */
  boolean take(double[] into) {
    long at = taken.get();
    if (at == written.get()) {
      return false;
    }
    System.arraycopy(values, (int) (at % ROOM) * FIELDS, into, 0, FIELDS);
    taken.set(at + 1);
    return true;
  }
}
