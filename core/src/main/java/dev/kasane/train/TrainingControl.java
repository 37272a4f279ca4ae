package dev.kasane.train;

import dev.kasane.nn.optimizers.Optimizer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Steers a running {@code fit} from other threads. What is asked takes effect between two steps. Thread-safe. A control
 * serves one run; a stop asked for before the run begins ends it before its first step.
 */
public final class TrainingControl {

  private static final long NONE = Double.doubleToRawLongBits(Double.NaN);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean pauseAsked;
  private volatile boolean stopAsked;
  private final AtomicLong learningRate = new AtomicLong(NONE);
  private final AtomicReference<@Nullable Optimizer> optimizer = new AtomicReference<>();
  private final AtomicInteger batchSize = new AtomicInteger();
  private boolean waiting;

  /** One that asks for nothing. */
  public TrainingControl() {}

  /** Asks training to wait after the present step. While it waits, other threads may use the model. */
  public void pause() {
    change(() -> pauseAsked = true);
  }

  /** Ends a pause. */
  public void resume() {
    change(() -> pauseAsked = false);
  }

  /** Asks training to end after the present step, also out of a pause. */
  public void stop() {
    change(() -> stopAsked = true);
  }

  /**
   * Sets the learning rate of all following steps; the optimizer's schedule no longer applies.
   *
   * @throws IllegalArgumentException if it is negative, NaN or infinite
   */
  public void learningRate(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The learning rate must be a number of at least 0, received " + rate);
    }
    learningRate.set(Double.doubleToRawLongBits(rate));
  }

  /**
   * Goes on with another optimizer, and its learning rate, after the present step. Weights stay; what an optimizer keeps
   * of its own, such as velocities, begins anew. A learning rate that is set afterwards takes the place of its own.
   */
  public void optimizer(Optimizer value) {
    learningRate.set(NONE);
    optimizer.set(value);
  }

  /**
   * Goes on with batches of another size after the present step. Samples that do not fill a batch of the new size are
   * seen again in the epoch in which it happens.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public void batchSize(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("The batch size must be at least 1, received " + value);
    }
    batchSize.set(value);
  }

  /** Whether a pause has been asked for and not ended. */
  public boolean isPauseAsked() {
    return pauseAsked;
  }

  /** Whether a stop has been asked for. */
  public boolean isStopAsked() {
    return stopAsked;
  }

  /** Waits until training has come to wait in a pause, or the pause or the run has been ended. */
  public void awaitPaused() throws InterruptedException {
    lock.lock();
    try {
      while (pauseAsked && !stopAsked && !waiting) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The learning rate asked for since the last call, or NaN. Costs one read where nothing was asked. */
  double takeLearningRate() {
    return learningRate.get() == NONE ? Double.NaN : Double.longBitsToDouble(learningRate.getAndSet(NONE));
  }

  /** Whether something was asked for which another step must be compiled. */
  boolean isChangeAsked() {
    return optimizer.get() != null || batchSize.get() != 0;
  }

  /** The optimizer asked for since the last call, or null. */
  @Nullable Optimizer takeOptimizer() {
    return optimizer.getAndSet(null);
  }

  /** The batch size asked for since the last call, or 0. */
  int takeBatchSize() {
    return batchSize.getAndSet(0);
  }

  /** Waits while a pause is asked for and no stop. */
  void waitWhilePaused() throws InterruptedException {
    lock.lock();
    try {
      waiting = true;
      changed.signalAll();
      while (pauseAsked && !stopAsked) {
        changed.await();
      }
    } finally {
      waiting = false;
      lock.unlock();
    }
  }
}
