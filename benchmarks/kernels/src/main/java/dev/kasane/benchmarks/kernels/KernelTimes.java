package dev.kasane.benchmarks.kernels;

import java.util.Arrays;
import java.util.List;

/**
 * Times cases in this JVM without JMH, quickly: one line for each, its name and the nanoseconds of a run. The level of
 * kernels is that of the property {@code kasane.kernels}.
 */
final class KernelTimes {

  private static final int ROUNDS = 15;

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
      long warm = System.nanoTime() + 600_000_000;
      int runs = 0;
      while (System.nanoTime() < warm) {
        bound.run();
        runs++;
      }
      int perRound = Math.max(1, runs / 60);
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

  /** The cases that are watched. */
  static List<KernelCase> watched() {
    return List.of(
        KernelCase.CONV_3X3, KernelCase.CONV_3X3_FIRST, KernelCase.CONV_INPUT_GRADIENT, KernelCase.CONV_KERNEL_GRADIENT,
        KernelCase.CONV_DEPTHWISE, KernelCase.DENSE, KernelCase.MAX_POOL, KernelCase.MAX_POOL_GRADIENT,
        KernelCase.BIAS_RELU, KernelCase.GATES);
  }
}
