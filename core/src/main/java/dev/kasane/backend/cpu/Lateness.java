package dev.kasane.backend.cpu;

/**
 * Notices when a team loses more time waiting for workers than it gains by them. That happens where other programs want
 * the cores: a worker that has begun a piece loses its core, and the others wait for as long as the system lets somebody
 * else run, a thousand times a piece. Then the calling thread works alone for a while, and tries the team again.
 *
 * <p>Which worker does which piece never changes a result, so nothing but the speed depends on this.
 */
final class Lateness {

  /** How long time is watched before something is decided. */
  private static final long WINDOW_NANOS = 40_000_000;

  /** How long to work alone at first, and at most: twice as long each time the team is still late. */
  private static final long FIRST_ALONE_NANOS = 300_000_000;

  private static final long MOST_ALONE_NANOS = 2_000_000_000;

  /** The last pieces end at different times anyway: so many times the length of a piece is no lateness. */
  private static final int USUAL_PIECES = 3;

  private static final long USUAL_NANOS = 100_000;

  /** So many jobs must be late: one may be held up by chance. */
  private static final int LATE_JOBS = 3;

  /** The share of time that may be lost: with more, one thread is as fast as the team. */
  private final double mostLost;

  private boolean alone;
  private long aloneUntil;
  private long aloneNanos = FIRST_ALONE_NANOS;
  private long windowBegin;
  private long lost;
  private int lateJobs;

  Lateness(int threads) {
    mostLost = 1 - 1.0 / threads;
  }

  /** Whether the calling thread is to work alone now. */
  boolean alone(long now) {
    if (!alone) {
      return false;
    }
    if (now - aloneUntil < 0) {
      return true;
    }
    alone = false;
    begin(now);
    return false;
  }

  /**
   * Notes a job.
   *
   * @param begin when it began
   * @param end when the calling thread had nothing more to do
   * @param mine how many pieces it had done, at least 1
   * @param now when the last piece of the others was done
   */
  void waited(long begin, long end, int mine, long now) {
    if (now - end > USUAL_NANOS && now - end > USUAL_PIECES * (end - begin) / mine) {
      lost += now - end;
      lateJobs++;
    }
    long watched = now - windowBegin;
    boolean late = lost > mostLost * watched;
    if (watched < WINDOW_NANOS || late && lateJobs < LATE_JOBS) {
      return;
    }
    if (late) {
      alone = true;
      aloneUntil = now + aloneNanos;
      aloneNanos = Math.min(2 * aloneNanos, MOST_ALONE_NANOS);
    } else {
      aloneNanos = FIRST_ALONE_NANOS;
    }
    begin(now);
  }

  private void begin(long now) {
    windowBegin = now;
    lost = 0;
    lateJobs = 0;
  }
}
