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

  private static final int CALLS_PER_ROUND = 1000;

  /** Rounds in which each kernel computes a tile: by then the code that gathers the profile is there. */
  private static final int[] LOOP_ROUNDS = {5, 10};

  /** How often it is looked whether kernels are compiled; a look calls one that is not, which costs a millisecond. */
  private static final long LOOK_NANOS = 10_000_000;

  /** Compiled code takes a fraction of this for a vector operation, code that is not takes ten times as long. */
  private static final double COMPILED_NANOS = 3;

  private static final long CALL_NANOS = 300;

  /** Plans of fewer floating-point operations are not waited for. */
  private static final long WORTH_WHILE = 5_000_000;

  /** The compiler has some thirty kernels of a convolutional network ready after about this time. */
  private static final long PATIENCE_NANOS = 600_000_000;

  private WarmUp() {}

  static void add(Cold kernel) {
    COLD.add(kernel);
  }

  /**
   * Warms what was generated since the last call, if it is for a plan of some size: small ones are soon compiled anyway,
   * and often run once only. Returns when all is compiled, or after a while; what is not compiled then is in the
   * compiler's queue.
   *
   * @param flops floating-point operations of one run of the plan
   */
  public static void run(long flops) {
    List<Cold> cold = new ArrayList<>();
    for (Cold next = COLD.poll(); next != null; next = COLD.poll()) {
      cold.add(next);
    }
    if (flops < WORTH_WHILE) {
      return;
    }
    float[] a = new float[cold.stream().mapToInt(Cold::a).max().orElse(0)];
    float[] b = new float[cold.stream().mapToInt(Cold::b).max().orElse(0)];
    float[] c = new float[cold.stream().mapToInt(Cold::c).max().orElse(0)];
    long begin = System.nanoTime();
    for (Cold kernel : cold) {
      call(kernel, 1, 1, a, b, c);
      call(kernel, 0, FIRST_CALLS, a, b, c);
    }
    long look = begin + LOOK_NANOS;
    for (int round = 0; !cold.isEmpty() && System.nanoTime() - begin < PATIENCE_NANOS; round++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      for (Cold kernel : cold) {
        if (round == LOOP_ROUNDS[0] || round == LOOP_ROUNDS[1]) {
          call(kernel, 1, 1, a, b, c);
        }
        call(kernel, 0, CALLS_PER_ROUND, a, b, c);
      }
      if (round > LOOP_ROUNDS[1] && System.nanoTime() - look > 0) {
        // they are compiled in about this order: behind one that is not, few are
        while (!cold.isEmpty() && compiled(cold.getFirst(), a, b, c)) {
          cold.removeFirst();
        }
        look = System.nanoTime() + LOOK_NANOS;
      }
    }
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
