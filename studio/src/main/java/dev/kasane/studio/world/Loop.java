package dev.kasane.studio.world;

import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a {@link World} in a thread of its own, paused at first. Everything else that touches the world is
 * done by the same thread between two steps: who calls {@link #read} or {@link #change} waits some milliseconds at most
 * while the loop runs, and steps never wait for a caller.
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

  /** How many others get their turn before steps are made again. */
  private static final int MOST_TASKS = 100;

  private final String name;
  private final World world;
  private final Thread thread;
  private final BlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();

  // What follows belongs to the thread.
  private boolean running;
  private double speed;
  private long steps;
  private long version;
  private long edition;
  private @Nullable String error;

  /** When the next step is due, by the clock of {@link System#nanoTime}. */
  private long due;

  private long rateBegin;
  private long rateSteps;
  private double rate;

  private volatile LoopState state = new LoopState(false, 0, 0, 0, 0, 0, null);
  private volatile long looked = System.nanoTime();
  private volatile boolean resting;
  private volatile boolean closed;
  private volatile boolean ended;

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

  /** How it stands; counts as a look. Waits for nothing. */
  public LoopState state() {
    looked = System.nanoTime();
    if (resting) {
      wake();
    }
    return state;
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

  /** Pauses and makes this many steps before it returns, fewer if one fails or somebody lets it run meanwhile. */
  public void step(int count) {
    pause();
    boolean going = true;
    for (int i = 0; i < count && going; i++) {
      going = call(() -> !running && one());
    }
  }

  /** Lets the world begin anew; it goes on if it was running. */
  public void reset() {
    edit(() -> {
      world.reset();
      steps = 0;
      beginRate(System.nanoTime());
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
    return call(look);
  }

  /**
   * Changes the world between two steps.
   *
   * @param edit throws before it has changed anything, or not at all
   */
  public <T> T change(Supplier<T> edit) {
    return call(() -> {
      T result = edit.get();
      version++;
      edition++;
      error = null;
      return result;
    });
  }

  /** Sets the count of steps to 0, for changes that begin anew. Only inside {@link #change}. */
  public void restartCount() {
    steps = 0;
    beginRate(System.nanoTime());
  }

  /** Ends the thread after the step that is being made. */
  @Override
  public void close() {
    closed = true;
    wake();
  }

  /** As {@link #change}, with nothing to return. */
  public void edit(Runnable edit) {
    change(() -> {
      edit.run();
      return true;
    });
  }

  /** Lets the loop's thread do something, and waits for it. */
  private <T> T call(Supplier<T> action) {
    if (Thread.currentThread() == thread) {
      return action.get();
    }
    FutureTask<T> task = new FutureTask<>(() -> {
      try {
        return action.get();
      } finally {
        publish();
      }
    });
    tasks.add(task);
    if (ended) {
      task.cancel(false);
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException said) {
        throw said;
      }
      if (e.getCause() instanceof Error said) {
        throw said;
      }
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("The studio is closing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The request was given up", e);
    }
  }

  private void wake() {
    tasks.add(new FutureTask<>(() -> true));
  }

  private void run() {
    try {
      while (!closed) {
        FutureTask<?> task = next();
        for (int i = 0; task != null; i++) {
          task.run();
          task = i < MOST_TASKS ? tasks.poll() : null;
        }
        long now = System.nanoTime();
        if (running && !(speed > 0 && due - now > 0) && !closed) {
          slice(now);
          publish();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = false;
      publish();
      ended = true;
      for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
        task.cancel(false);
      }
    }
  }

  /** What somebody wants done: waits for it while there is no step to be made. */
  private @Nullable FutureTask<?> next() throws InterruptedException {
    if (!running) {
      return tasks.take();
    }
    if (isForgotten()) {
      resting = true;
      try {
        // A look between the two questions has woken nobody.
        return isForgotten() ? tasks.take() : null;
      } finally {
        resting = false;
      }
    }
    long wait = speed > 0 ? due - System.nanoTime() : 0;
    return wait > 0 ? tasks.poll(wait, TimeUnit.NANOSECONDS) : tasks.poll();
  }

  private boolean isForgotten() {
    return System.nanoTime() - looked > PATIENCE_SECONDS * SECOND;
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
      error = null;
      return true;
    } catch (Exception | Error e) {
      LOG.log(Level.DEBUG, name + " stopped", e);
      String message = e.getMessage();
      error = message == null ? e.getClass().getSimpleName() : message;
      running = false;
      return false;
    }
  }

  private void publish() {
    state = new LoopState(running, steps, speed, running ? rate : 0, version, edition, error);
  }
}
