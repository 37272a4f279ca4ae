package dev.kasane.train;

import dev.kasane.train.callbacks.History;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A {@code fit} that runs in a thread of its own. Thread-safe. */
public final class Training {

  private final TrainingControl control;
  private final CompletableFuture<History> result;

  Training(TrainingControl control, CompletableFuture<History> result) {
    this.control = control;
    this.result = result;
  }

  /** Asks it to wait after the present step. */
  public void pause() {
    control.pause();
  }

  /** Ends a pause. */
  public void resume() {
    control.resume();
  }

  /** Asks it to end after the present step. */
  public void stop() {
    control.stop();
  }

  /** Sets the learning rate of all following steps. */
  public void learningRate(double rate) {
    control.learningRate(rate);
  }

  /** Steers it in all ways. */
  public TrainingControl control() {
    return control;
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return result.isDone();
  }

  /**
   * Waits for its end and returns what {@code fit} returns, or throws what {@code fit} throws.
   */
  public History await() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }
}
