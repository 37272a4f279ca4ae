package dev.kasane.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** The most arithmetic the machine can do: multiply-adds that need no memory, on so many threads at once. */
public final class FmaPeak {

  private static final int ROUNDS = 12;
  private static final int ITERATIONS = 2_000_000;

  private FmaPeak() {}

  /**
   * Measures for about a second.
   *
   * @param threads at least 1
   * @return 10⁹ operations per second, a multiply-add counting as two: the best of some rounds; NaN without the
   *     vector module
   */
  public static double gigaflops(int threads) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Double.NaN;
    }
    CyclicBarrier barrier = new CyclicBarrier(threads);
    double[][] seconds = new double[threads][ROUNDS];
    AtomicInteger failures = new AtomicInteger();
    List<Thread> team = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      double[] mine = seconds[t];
      team.add(Thread.ofPlatform().start(() -> {
        try {
          float result = 0;
          for (int round = 0; round < ROUNDS; round++) {
            barrier.await();
            long begin = System.nanoTime();
            result += FmaLoop.run(ITERATIONS, 1e-9f * round);
            mine[round] = (System.nanoTime() - begin) * 1e-9;
          }
          if (Float.isNaN(result)) {
            failures.incrementAndGet();
          }
        } catch (Exception e) {
          failures.incrementAndGet();
        }
      }));
    }
    try {
      for (Thread thread : team) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double slowest = 0;
      for (double[] mine : seconds) {
        slowest = Math.max(slowest, mine[round]);
      }
      best = Math.max(best, threads * FmaLoop.operations(ITERATIONS) / slowest * 1e-9);
    }
    return failures.get() == 0 ? best : Double.NaN;
  }
}
