package dev.kasane.studio.world;

import java.lang.System.Logger.Level;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a {@link World} in a thread of its own, paused at first. Everything else about the world happens
 * between two steps: {@link #read} and {@link #change} wait for some milliseconds at most while the loop runs, in the
 * order in which they come.
 *
 * <p>An exception pauses the loop and is shown in its state; the next change, step or start forgets it. A loop that
 * nobody has asked for its state for {@value #PATIENCE_SECONDS} seconds rests until somebody does, so that a forgotten
 * page does not keep a core busy.
 */
public final class Loop implements AutoCloseable {

  /** Steps a second at most that can be wished for. */
  public static final double MAX_SPEED = 1e6;

  /** Seconds without a look after which it rests. */
  public static final long PATIENCE_SECONDS = 900;

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final long SECOND = 1_000_000_000L;

  /** How long steps are made before others get their turn. */
  private static final long SLICE = 4_000_000L;

  private final String name;
  private final World world;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition wake = lock.newCondition();

  private boolean running;
  private boolean closed;
  private double speed;
  private long steps;
  private long version;
  private long edition;
  private @Nullable String error;

  /** When the next step is due, by the clock of {@link System#nanoTime}. */
  private long due;

  private long looked = System.nanoTime();
  private long rateBegin;
  private long rateSteps;
  private double rate;

  /**
   * Begins, paused, without a limit of speed.
   *
   * @param name for the thread
   */
  public Loop(String name, World world) {
    this.name = name;
    this.world = world;
    thread = Thread.ofPlatform().daemon().name("kasane-" + name).start(this::run);
  }

  /** How it stands; counts as a look. */
  public LoopState state() {
    lock.lock();
    try {
      looked = System.nanoTime();
      wake.signalAll();
      return new LoopState(running, steps, speed, running ? rate : 0, version, edition, error);
    } finally {
      lock.unlock();
    }
  }

  /** Begins to make steps. */
  public void play() {
    edit(() -> {
      running = true;
      due = System.nanoTime();
      beginRate(due);
    });
  }

  /** Stops making steps. A step that is being made ends first. */
  public void pause() {
    edit(() -> running = false);
  }

  /** Pauses and makes this many steps before it returns, fewer if one fails. */
  public void step(int count) {
    pause();
    boolean going = true;
    for (int i = 0; i < count && going; i++) {
      lock.lock();
      try {
        going = !closed && !running && one();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets the world begin anew; it goes on if it was running. */
  public void reset() {
    change(() -> {
      world.reset();
      steps = 0;
      beginRate(System.nanoTime());
      return true;
    });
  }

  /**
   * Sets how fast it runs.
   *
   * @param stepsPerSecond 0 for as fast as possible
   * @throws IllegalArgumentException if it is negative, no number, or more than {@link #MAX_SPEED}
   */
  public void speed(double stepsPerSecond) {
    if (!(stepsPerSecond >= 0 && stepsPerSecond <= MAX_SPEED)) {
      throw new IllegalArgumentException(name + ": expected a speed from 0 (no limit) to " + MAX_SPEED
          + " steps a second, received " + stepsPerSecond);
    }
    edit(() -> {
      speed = stepsPerSecond;
      due = System.nanoTime();
      beginRate(due);
    });
  }

  /** Looks at the world between two steps. What is returned must not change when the world goes on. */
  public <T> T read(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes the world between two steps.
   *
   * @param edit throws before it has changed anything, or not at all
   */
  public <T> T change(Supplier<T> edit) {
    lock.lock();
    try {
      T result = edit.get();
      changed();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Sets the count of steps to 0, for changes that begin anew. Only inside {@link #change}. */
  public void restartCount() {
    steps = 0;
  }

  /** Ends the thread after the step that is being made. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      running = false;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void edit(Runnable edit) {
    change(() -> {
      edit.run();
      return true;
    });
  }

  private void changed() {
    version++;
    edition++;
    error = null;
    wake.signalAll();
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        if (!running || now - looked > PATIENCE_SECONDS * SECOND) {
          wake.await();
        } else if (speed > 0 && due - now > 0) {
          wake.awaitNanos(due - now);
        } else {
          slice(now);
          // The lock is fair: whoever waits for it gets it now.
          lock.unlock();
          lock.lock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = false;
      lock.unlock();
    }
  }

  private void slice(long begin) {
    long now = begin;
    boolean going = true;
    while (going && now - begin < SLICE && (speed == 0 || due - now <= 0)) {
      going = one();
      now = System.nanoTime();
      if (speed > 0) {
        // What cannot be kept up with is dropped, not made up for later.
        due = Math.max(due + (long) (SECOND / speed), now - SLICE);
      }
    }
    if (now - rateBegin > SECOND / 2) {
      rate = (steps - rateSteps) * (double) SECOND / (now - rateBegin);
      beginRate(now);
    }
  }

  private void beginRate(long now) {
    rateBegin = now;
    rateSteps = steps;
  }

  private boolean one() {
    version++;
    try {
      world.step();
      steps++;
      return true;
    } catch (Exception | Error e) {
      LOG.log(Level.DEBUG, name + " stopped", e);
      String message = e.getMessage();
      error = message == null ? e.getClass().getSimpleName() : message;
      running = false;
      return false;
    }
  }
}
