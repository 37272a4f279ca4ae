package dev.kasane.train;

import dev.kasane.backend.BatchReader;
import dev.kasane.data.Batches;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands over the batches of an epoch: their samples are read while they are computed with, or, where they are
 * augmented, by a thread of its own that works one batch ahead. What a batch holds does not depend on who prepares it.
 * Handing over allocates nothing.
 */
final class Feeder implements BatchReader, AutoCloseable {

  /** Two sets of arrays: one is read while the other is filled. */
  private static final int AHEAD = 2;

  private static final int SPINS = 200;
  private static final long NAP_NANOS = 100_000;

  private final Batches batches;
  private final long epoch;
  private final int first;
  private final float[][][] fields;
  private final int[] sampleSizes;
  private int batch;
  private final Thread consumer = Thread.currentThread();
  private final @Nullable Thread producer;
  private volatile int filled;
  private volatile int released;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * Begins with an epoch.
   *
   * @param epoch names order and augmentation
   * @param first batch that is asked for first
   * @param ahead whether a thread prepares batches ahead
   */
  Feeder(Batches batches, long epoch, int first, int batchSize, boolean ahead) {
    this.batches = batches;
    this.epoch = epoch;
    this.first = first;
    this.filled = first;
    this.released = first;
    this.sampleSizes = new int[batches.dataset().fieldCount()];
    Arrays.setAll(sampleSizes, i -> batches.dataset().fieldShape(i).size());
    this.fields = new float[ahead ? AHEAD : 0][][];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Model.fields(batches.dataset(), batchSize);
    }
    this.producer = ahead ? Thread.ofPlatform().name("kasane-feeder").daemon(true).unstarted(this::produce) : null;
    if (producer != null) {
      producer.start();
    }
  }

  /** What reads a batch, until the next is asked for. Batches are asked for in order. */
  BatchReader take(int next) {
    batch = next;
    if (producer != null) {
      await(producer);
    }
    return this;
  }

  private void await(Thread producer) {
    released = batch;
    LockSupport.unpark(producer);
    for (int wait = 0; filled <= batch; wait++) {
      Throwable error = failure;
      if (error instanceof RuntimeException exception) {
        throw exception;
      }
      if (error instanceof Error serious) {
        throw serious;
      }
      pause(wait);
    }
  }

  @Override
  public void read(int from, int to, float[][] inputs) {
    if (producer == null) {
      batches.fill(epoch, batch, from, to, inputs);
      return;
    }
    float[][] ready = fields[(batch - first) % AHEAD];
    for (int i = 0; i < inputs.length; i++) {
      int size = sampleSizes[i];
      System.arraycopy(ready[i], from * size, inputs[i], from * size, (to - from) * size);
    }
  }

  private void produce() {
    try {
      for (int batch = first; batch < batches.count() && !closed; batch++) {
        // The arrays of this batch were those of batch − 2, which is done with once batch − 1 is asked for.
        for (int wait = 0; batch - released >= AHEAD && !closed; wait++) {
          pause(wait);
        }
        if (!closed) {
          batches.fill(epoch, batch, fields[(batch - first) % AHEAD]);
          filled = batch + 1;
          LockSupport.unpark(consumer);
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      LockSupport.unpark(consumer);
    }
  }

  /** The nap has an end, so that nobody sleeps through a wake-up that came just before. */
  private void pause(int wait) {
    if (wait < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(this, NAP_NANOS);
    }
  }

  /** Ends the thread, so that nobody reads the dataset afterwards. */
  @Override
  public void close() {
    closed = true;
    if (producer == null) {
      return;
    }
    LockSupport.unpark(producer);
    try {
      producer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
