package dev.kasane.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long task end in good order when the process is asked to stop (Ctrl-C or a termination signal). The virtual
 * machine then waits for {@link #close}, and exits with the signal's status: 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {

  private static final int LONGEST_WAIT_SECONDS = 60;
  private static final int LOOK_MILLIS = 100;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;
  private volatile Runnable wake = () -> {};

  /** Begins to listen. */
  Interruption() {
    hook =
        new Thread(
            () -> {
              requested = true;
              asked.countDown();
              wake.run();
              awaitEnd();
            },
            "kasane-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      // A task that hangs must not keep the process alive for ever.
      finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process was asked to stop; the task is to look now and then. */
  boolean requested() {
    return requested;
  }

  /** Sets what else is to be told that the process was asked to stop, by another thread. */
  void onRequest(Runnable action) {
    wake = action;
    if (requested) {
      action.run();
    }
  }

  /** Waits until the process is asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Waits until the process is asked to stop, or something else has happened. */
  void awaitOr(CountDownLatch other) throws InterruptedException {
    while (asked.getCount() > 0 && !other.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // Looks again.
    }
  }

  /** The task has ended and said what there is to say. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is on its way out already.
    }
  }
}
