package dev.kasane.studio.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests, each in a virtual thread, and gives up those that make the server wait for the other side: for the end
 * of the headers, for a body, for somebody to take the answer. Interrupting a thread that waits for a connection closes
 * that connection. A room may compute as long as it likes.
 */
final class Deadlines implements Executor, AutoCloseable {

  private static final long LOOKS_PER_WAIT = 10;

  private final long waitNanos;
  private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<@Nullable Waiting> mine = new ThreadLocal<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("kasane-studio-watch").factory());

  /**
   * Begins to watch.
   *
   * @param waitMillis how long the other side may take for each of headers, body and answer
   */
  Deadlines(long waitMillis) {
    waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
    long look = Math.max(1, waitMillis / LOOKS_PER_WAIT);
    watch.scheduleWithFixedDelay(() -> all.forEach(Waiting::look), look, look, TimeUnit.MILLISECONDS);
  }

  /** Runs a request, beginning with its headers. */
  @Override
  public void execute(Runnable request) {
    Thread.ofVirtual().name("kasane-studio-request").start(() -> {
      Waiting waiting = new Waiting(Thread.currentThread());
      mine.set(waiting);
      all.add(waiting);
      waiting.until(System.nanoTime() + waitNanos);
      try {
        request.run();
      } finally {
        waiting.until(null);
        all.remove(waiting);
      }
    });
  }

  /** This thread's request is about to wait for the other side. */
  void begin() {
    Waiting waiting = mine.get();
    if (waiting != null) {
      waiting.until(System.nanoTime() + waitNanos);
    }
  }

  /** What it waited for is here. */
  void end() {
    Waiting waiting = mine.get();
    if (waiting != null) {
      waiting.until(null);
    }
  }

  /** Gives up all requests. */
  @Override
  public void close() {
    watch.shutdownNow();
    all.forEach(Waiting::giveUp);
  }

  /** One request. */
  private static final class Waiting {

    private final Thread thread;
    private @Nullable Long end;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    synchronized void until(@Nullable Long value) {
      end = value;
    }

    /** Under the same lock as {@link #until}, so that no request is interrupted that has stopped waiting. */
    synchronized void look() {
      if (end != null && System.nanoTime() - end > 0) {
        end = null;
        thread.interrupt();
      }
    }

    synchronized void giveUp() {
      thread.interrupt();
    }
  }
}
