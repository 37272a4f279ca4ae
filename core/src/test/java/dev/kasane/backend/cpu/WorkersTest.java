package dev.kasane.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each piece exactly once, whatever the threads do. */
@Timeout(120)
class WorkersTest {

  /** Notes who does what, and that no worker does two pieces at once. */
  private static final class Recorder implements Workers.Task {
    final AtomicIntegerArray done;
    final AtomicIntegerArray busy;
    final AtomicInteger clashes = new AtomicInteger();

    Recorder(int pieces, int threads) {
      done = new AtomicIntegerArray(pieces);
      busy = new AtomicIntegerArray(threads);
    }

    @Override
    public void run(int piece, int worker) {
      if (busy.incrementAndGet(worker) != 1) {
        clashes.incrementAndGet();
      }
      done.incrementAndGet(piece);
      for (int i = 0; i < piece % 7 * 20; i++) {
        Thread.onSpinWait();
      }
      busy.decrementAndGet(worker);
    }

    void check() {
      assertThat(clashes.get()).isZero();
      for (int piece = 0; piece < done.length(); piece++) {
        assertThat(done.get(piece)).as("times piece %d was done", piece).isEqualTo(1);
      }
    }
  }

  @Test
  void doesEachPieceOnceInThousandsOfRuns() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("WorkersTest seed " + seed);
    Random random = new Random(seed);
    for (int threads : new int[] {1, 2, 3, 4, 7}) {
      try (Workers workers = new Workers(threads)) {
        assertThat(workers.threads()).isEqualTo(threads);
        for (int run = 0; run < 3000; run++) {
          Recorder recorder = new Recorder(random.nextInt(12), threads);
          workers.run(recorder, recorder.done.length());
          recorder.check();
          if (run % 1000 == 500) {
            // Long enough for the others to park.
            Thread.sleep(2);
          }
        }
      }
    }
  }

  @Test
  void resultsOfPiecesAreVisibleToTheCaller() {
    try (Workers workers = new Workers(3)) {
      int[] values = new int[64];
      for (int run = 1; run <= 5000; run++) {
        int value = run;
        workers.run((piece, worker) -> values[piece] += value, 64);
        assertThat(values).containsOnly(run * (run + 1) / 2);
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndTheTeamGoesOn() {
    try (Workers workers = new Workers(4)) {
      for (int run = 0; run < 500; run++) {
        int bad = run % 9;
        AtomicInteger running = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    workers.run(
                        (piece, worker) -> {
                          running.incrementAndGet();
                          try {
                            if (piece == bad) {
                              throw new IllegalArgumentException("piece " + piece);
                            }
                          } finally {
                            running.decrementAndGet();
                          }
                        },
                        9))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("piece " + bad);
        assertThat(running.get()).as("pieces still running").isZero();
        Recorder recorder = new Recorder(9, 4);
        workers.run(recorder, 9);
        recorder.check();
      }
      assertThatThrownBy(
              () ->
                  workers.run(
                      (piece, worker) -> {
                        throw new StackOverflowError("test");
                      },
                      3))
          .isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void callersTakeTurns() throws InterruptedException {
    try (Workers workers = new Workers(3)) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicInteger inside = new AtomicInteger();
      Runnable caller =
          () -> {
            try {
              for (int run = 0; run < 3000; run++) {
                int pieces = 1 + run % 6;
                Recorder recorder = new Recorder(pieces, 3);
                AtomicInteger mine = new AtomicInteger();
                workers.run(
                    (piece, worker) -> {
                      if (mine.getAndIncrement() == 0) {
                        assertThat(inside.incrementAndGet()).as("runs at once").isEqualTo(1);
                      }
                      recorder.run(piece, worker);
                      if (mine.incrementAndGet() == 2 * pieces) {
                        inside.decrementAndGet();
                      }
                    },
                    pieces);
                recorder.check();
              }
            } catch (Throwable e) {
              failure.compareAndSet(null, e);
            }
          };
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        callers.add(Thread.ofPlatform().start(caller));
      }
      for (Thread thread : callers) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
    }
  }

  @Test
  void aRunWithinAPieceIsRefused() {
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(() -> workers.run((piece, worker) -> workers.run((p, w) -> {}, 4), 5))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("from within a piece");
    }
  }

  @Test
  void onePieceOrOneThreadStaysOnTheCaller() {
    Thread caller = Thread.currentThread();
    Workers.Task task =
        (piece, worker) -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          assertThat(worker).isZero();
        };
    try (Workers several = new Workers(4);
        Workers one = new Workers(1)) {
      several.run(task, 1);
      several.run(task, 0);
      one.run(task, 100);
    }
  }

  @Test
  void anInterruptedCallerStillGetsAllPieces() throws InterruptedException {
    try (Workers workers = new Workers(2)) {
      Thread caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    CountDownLatch both = new CountDownLatch(2);
                    workers.run(
                        (piece, worker) -> {
                          both.countDown();
                          while (both.getCount() > 0) {
                            Thread.onSpinWait();
                          }
                          if (worker == 1) {
                            sleepUninterrupted();
                          }
                        },
                        2);
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                  });
      assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  private static void sleepUninterrupted() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    for (boolean idle : new boolean[] {true, false}) {
      List<Thread> seen = new ArrayList<>();
      Workers workers = new Workers(3);
      CountDownLatch all = new CountDownLatch(3);
      workers.run(
          (piece, worker) -> {
            synchronized (seen) {
              seen.add(Thread.currentThread());
            }
            all.countDown();
            while (all.getCount() > 0) {
              Thread.onSpinWait();
            }
          },
          3);
      assertThat(seen).hasSize(3);
      if (idle) {
        Thread.sleep(5);
      }
      workers.close();
      workers.close();
      seen.remove(Thread.currentThread());
      assertThat(seen).hasSize(2);
      for (Thread thread : seen) {
        assertThat(thread.join(Duration.ofSeconds(60))).as("ends").isTrue();
      }
      assertThatThrownBy(() -> workers.run((piece, worker) -> {}, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void countsItsThreadsFromOne() {
    assertThatThrownBy(() -> new Workers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least 1 thread, received 0");
  }
}
