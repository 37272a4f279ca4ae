package dev.kasane.backend.cpu.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Calls new kernels on scratch memory until HotSpot has compiled them. Before that, each vector is an object and a
 * kernel a hundred times slower; kernels that a training step calls a few times only would stay so for many seconds.
 *
 * <p>HotSpot compiles with its best compiler what was called 5,000 times. Nearly all calls here are for no tiles and
 * take nanoseconds; the few others show the compiler what the loops do.
 */
public final class WarmUp {

  /** A kernel that was not called yet, and arguments that a call for one tile may have. */
  record Cold(TileKernel kernel, int length, int a, int ao, int b, int bo, int c, int operations) {}

  private static final ConcurrentLinkedQueue<Cold> COLD = new ConcurrentLinkedQueue<>();

  /** Calls after which the first compiler begins. */
  private static final int FIRST_CALLS = 300;

  private static final int ROUNDS = 10;

  private static final int CALLS_PER_ROUND = 100;

  /**
   * Looks at what is compiled at most: by then every kernel was called 20,000 times and is in the compiler's queue. To wait
   * for the queue to empty would delay the first step more than it would gain.
   */
  private static final int LOOKS = 20;

  /** Compiled code takes a fraction of this for a vector operation, code that is not takes ten times as long. */
  private static final double COMPILED_NANOS = 3;

  private static final long CALL_NANOS = 300;

  private static final long WORTH_WHILE = 5_000_000;

  private static final long PATIENCE_NANOS = 2_500_000_000L;

  private WarmUp() {}

  static void add(Cold kernel) {
    COLD.add(kernel);
  }

  /**
   * Warms what was generated since the last call, if it is for a plan of some size: small ones are soon compiled anyway,
   * and often run once only. Returns when all is compiled, or at least in the compiler's queue.
   *
   * @param flops floating-point operations of one run of the plan
   */
  public static void run(long flops) {
    List<Cold> cold = new ArrayList<>();
    for (Cold next = COLD.poll(); next != null; next = COLD.poll()) {
      cold.add(next);
    }
    assert cold.stream().allMatch(WarmUp::fits);
    if (flops < WORTH_WHILE) {
      return;
    }
    float[] a = new float[cold.stream().mapToInt(Cold::a).max().orElse(0)];
    float[] b = new float[cold.stream().mapToInt(Cold::b).max().orElse(0)];
    float[] c = new float[cold.stream().mapToInt(Cold::c).max().orElse(0)];
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (Cold kernel : cold) {
      call(kernel, 0, FIRST_CALLS, a, b, c);
    }
    for (int look = 0; look < LOOKS && !cold.isEmpty() && System.nanoTime() < end; look++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Cold kernel : cold) {
          call(kernel, 1, 1, a, b, c);
          call(kernel, 0, CALLS_PER_ROUND, a, b, c);
        }
      }
      cold.removeIf(kernel -> compiled(kernel, a, b, c));
    }
  }

  /**
   * Whether a call for one tile stays within the memory that it asks for; if not, it fails. Under assertions, kernels of
   * plans of any size are tried so, each with arrays of its own: tests have small plans only, and a large one's kernels
   * share arrays, in which a call that goes too far may not be noticed.
   */
  private static boolean fits(Cold kernel) {
    call(kernel, 1, 1, new float[kernel.a], new float[kernel.b], new float[kernel.c]);
    return true;
  }

  private static void call(Cold kernel, int tiles, int times, float[] a, float[] b, float[] c) {
    for (int i = 0; i < times; i++) {
      kernel.kernel.run(tiles, kernel.length, a, kernel.ao, b, kernel.bo, c, 0);
    }
  }

  private static boolean compiled(Cold kernel, float[] a, float[] b, float[] c) {
    long begin = System.nanoTime();
    call(kernel, 1, 1, a, b, c);
    return System.nanoTime() - begin < CALL_NANOS + (long) (COMPILED_NANOS * kernel.operations);
  }
}
