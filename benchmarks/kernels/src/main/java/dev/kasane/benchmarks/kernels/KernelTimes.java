package dev.kasane.benchmarks.kernels;

import java.util.Arrays;
import java.util.List;

/**
 * Times cases in this JVM without JMH, quickly: one line for each, its name and the nanoseconds of a run. The level of
 * kernels is that of the property {@code kasane.kernels}.
 */
final class KernelTimes {

  private static final int ROUNDS = 15;

  /** Until a kernel was called so often, HotSpot does not know that it is worth its best compiler. */
  private static final int WARM_RUNS = 1_000;

  private static final long LEAST_WARM_NANOS = 600_000_000;

  private static final long MOST_WARM_NANOS = 2_500_000_000L;

  private static final long ROUND_NANOS = 10_000_000;

  private KernelTimes() {}

  /** Times the cases with these names. */
  public static void main(String[] names) {
    for (KernelCase kernel : Arrays.stream(names).map(KernelCase::valueOf).toList()) {
      System.out.println(kernel + " " + nanos(kernel));
    }
  }

  /** The median of some rounds, after so much warming up that compilation is over. */
  private static double nanos(KernelCase kernel) {
    try (BoundCase bound = new BoundCase(kernel)) {
      long start = System.nanoTime();
      int runs = 0;
      while (!warm(System.nanoTime() - start, runs)) {
        bound.run();
        runs++;
      }
      long one = System.nanoTime();
      bound.run();
      int perRound = (int) Math.clamp(ROUND_NANOS / Math.max(1, System.nanoTime() - one), 1, 10_000);
      double[] rounds = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        for (int i = 0; i < perRound; i++) {
          bound.run();
        }
        rounds[round] = (System.nanoTime() - begin) / (double) perRound;
      }
      Arrays.sort(rounds);
      // The fastest quarter: what else ran on the machine made the others slower.
      return rounds[ROUNDS / 4];
    }
  }

  private static boolean warm(long nanos, int runs) {
    return nanos > MOST_WARM_NANOS || nanos > LEAST_WARM_NANOS && runs >= WARM_RUNS;
  }

  /** The cases that are watched. */
  static List<KernelCase> watched() {
    return List.of(
        KernelCase.CONV_3X3, KernelCase.CONV_3X3_FIRST, KernelCase.CONV_INPUT_GRADIENT, KernelCase.CONV_KERNEL_GRADIENT,
        KernelCase.CONV_DEPTHWISE, KernelCase.DENSE, KernelCase.MAX_POOL, KernelCase.MAX_POOL_GRADIENT,
        KernelCase.BIAS_RELU, KernelCase.GATES);
  }
}
