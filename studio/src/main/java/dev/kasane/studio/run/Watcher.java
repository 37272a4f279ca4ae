package dev.kasane.studio.run;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** A thread that looks at a run now and then, for at most a two-hundredth of its time. */
final class Watcher {

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final long SHORTEST = 200;
  private static final long SHARE = 200;

  private final String name;
  private final Runnable look;
  private @Nullable Thread thread;

  Watcher(String name, Runnable look) {
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
    while (isCurrent()) {
      long start = System.nanoTime();
      try {
        look.run();
      } catch (RuntimeException e) {
        // A look may meet a run that is just being changed; the next one comes soon.
        LOG.log(Level.DEBUG, "Could not look at a run", e);
      }
      long took = (System.nanoTime() - start) / 1_000_000;
      try {
        Thread.sleep(Math.max(SHORTEST, SHARE * took));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
