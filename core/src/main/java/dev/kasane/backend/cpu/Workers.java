package dev.kasane.backend.cpu;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads that walks through short pieces of work again and again. The calling thread is worker 0. A meeting
 * costs well under a microsecond while the team is awake: waiting workers spin for some microseconds, then offer their
 * core to others, then sleep. A worker that is kept from running delays nobody but for the piece it has begun; where
 * that happens so often that most of the time goes into waiting, because other programs want the cores too, the calling
 * thread works alone for a while ({@link Lateness}).
 *
 * <p>Which worker takes which piece is left to chance, so pieces must not depend on each other. Nothing is allocated by
 * {@link #run}. Several threads may call it; they take turns.
 */
public final class Workers implements AutoCloseable {

  /** Work that falls into numbered pieces. */
  public interface Task {
    /**
     * Does one piece.
     *
     * @param piece from 0
     * @param worker the number of the worker that does it, below {@link Workers#threads}
     */
    void run(int piece, int worker);
  }

  private static final int SPINS = 2_000;
  private static final int YIELDS = 100;
  private static final long NAP_NANOS = 20_000;

  /** A claim packs, from high to low: 24 bits of the job's number, 20 bits of its pieces, 20 bits of the next piece. */
  private static final int PIECE_BITS = 20;

  private static final int MAX_PIECES = (1 << PIECE_BITS) - 1;

  // each counter on a cache line of its own
  private static final int CLAIM = 16;
  private static final int DONE = 48;
  private final AtomicLongArray counters = new AtomicLongArray(64);

  private final ReentrantLock turn = new ReentrantLock();
  private final Helper[] helpers;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private final Lateness lateness;

  // written before CLAIM says that a new job is there, read after
  private @Nullable Task task;
  private volatile boolean closed;

  /**
   * Starts a team.
   *
   * @param threads its size, the calling thread included
   * @throws IllegalArgumentException if below 1
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers: expected at least 1 thread, received " + threads);
    }
    lateness = new Lateness(threads);
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /** Size of the team, the calling thread included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs all pieces of a task and returns when the last is done.
   *
   * @throws IllegalStateException if closed, or called from within a piece
   * @throws RuntimeException what a piece threw; the other pieces are skipped
   */
  public void run(Task work, int count) {
    if (turn.isHeldByCurrentThread() || Thread.currentThread() instanceof Helper) {
      throw new IllegalStateException("Workers.run was called from within a piece of work");
    }
    if (count > MAX_PIECES) {
      throw new IllegalArgumentException("Workers: expected at most " + MAX_PIECES + " pieces, received " + count);
    }
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The CPU backend was closed; its executables cannot run any more");
      }
      if (helpers.length == 0 || count <= 1 || lateness.alone(System.nanoTime())) {
        for (int piece = 0; piece < count; piece++) {
          work.run(piece, 0);
        }
      } else {
        share(work, count);
      }
    } finally {
      turn.unlock();
    }
  }

  private void share(Task work, int count) {
    failure.set(null);
    task = work;
    counters.set(DONE, 0);
    counters.set(CLAIM, (job(counters.get(CLAIM)) + 1 << PIECE_BITS | count) << PIECE_BITS);
    for (Helper helper : helpers) {
      helper.wake();
    }
    long begin = System.nanoTime();
    int mine = takePieces(0);
    long end = System.nanoTime();
    for (int wait = 0; counters.get(DONE) < count; wait++) {
      if (wait < SPINS) {
        Thread.onSpinWait();
      } else if (wait < SPINS + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
    if (mine > 0) {
      lateness.waited(begin, end, mine, System.nanoTime());
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw unchecked(thrown);
    }
  }

  /**
   * Takes pieces of the present job until none is left. A claim holds the job's number and size too, so that a worker
   * that wakes late cannot take a piece of the next job with what it has read of the last: a job with unclaimed pieces is
   * not over, so the task read in between is still its task.
   *
   * @return how many it did
   */
  private int takePieces(int worker) {
    int mine = 0;
    while (true) {
      long claim = counters.get(CLAIM);
      int piece = (int) claim & MAX_PIECES;
      int pieces = (int) (claim >>> PIECE_BITS) & MAX_PIECES;
      Task work = task;
      if (work == null || piece >= pieces) {
        return mine;
      }
      if (counters.compareAndSet(CLAIM, claim, claim + 1)) {
        mine++;
        try {
          if (failure.get() == null) {
            work.run(piece, worker);
          }
        } catch (Throwable thrown) {
          failure.compareAndSet(null, thrown);
        } finally {
          counters.incrementAndGet(DONE);
        }
      }
    }
  }

  private static long job(long claim) {
    return claim >>> 2 * PIECE_BITS;
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
  }

  /** Ends the helpers; a run under way is finished first. */
  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      for (Helper helper : helpers) {
        LockSupport.unpark(helper);
      }
    } finally {
      turn.unlock();
    }
  }

  /** A thread that waits for jobs and takes part in them. */
  private final class Helper extends Thread {

    private final int worker;
    private volatile boolean asleep;

    Helper(int worker) {
      super("kasane-worker-" + worker);
      this.worker = worker;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      long seen = 0;
      while (awaitJobAfter(seen)) {
        seen = job(counters.get(CLAIM));
        takePieces(worker);
      }
    }

    private boolean awaitJobAfter(long seen) {
      for (int wait = 0; job(counters.get(CLAIM)) == seen; wait++) {
        if (closed) {
          return false;
        }
        if (wait < SPINS) {
          Thread.onSpinWait();
        } else if (wait < SPINS + YIELDS) {
          Thread.yield();
        } else {
          rest(seen);
        }
      }
      return !closed;
    }

    private void rest(long seen) {
      asleep = true;
      // looked at again after the flag is up: whoever changed it before saw no sleeper to wake
      if (job(counters.get(CLAIM)) == seen && !closed) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }
}
