package dev.kasane.studio.run;

import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that looks at a run now and then, for about a hundredth of its time. */
final class Watcher {

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final long SHARE = 100;
  private static final long NANOS = 1_000_000;
  private static final long SHORTEST = 200;
  private static final long LONGEST = 20_000;

  /** The first looks take long, because code is compiled for them, and say nothing about those that follow. */
  private static final int FIRST = 3;

  private static final long AFTER_FIRST = 700;

  private final String name;
  private final LongSupplier look;
  private @Nullable Thread thread;

  /**
   * A thread that is yet to be started.
   *
   * @param look looks, and says how many nanoseconds it has worked for that
   */
  Watcher(String name, LongSupplier look) {
    this.name = name;
    this.look = look;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon(true).name(name).priority(Thread.MIN_PRIORITY).start(this::run);
    }
  }

  synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  private synchronized boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  private void run() {
    for (int looks = 1; isCurrent(); looks++) {
      long worked = 0;
      try {
        worked = look.getAsLong();
      } catch (RuntimeException e) {
        // A look may meet a run that is just being changed; the next one comes soon.
        LOG.log(Level.DEBUG, "Could not look at a run", e);
      }
      try {
        Thread.sleep(looks <= FIRST ? AFTER_FIRST : Math.clamp(SHARE * worked / NANOS, SHORTEST, LONGEST));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
