package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once compiled, a kernel allocates nothing: no vector of it becomes an object. Until then vectors are objects, so each
 * kernel is run until it is clean, for as long as a busy machine may take to compile it.
 */
class KernelAllocationTest {

  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final int CALLS = 300;
  private static final int CLEAN_ROUNDS = 5;

  private static final Kernels KERNELS = KernelProvider.get();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> kernels() {
    float[] a = new float[20_000];
    float[] b = new float[20_000];
    float[] y = new float[20_000];
    float[] zeros = new float[20_000];
    Arrays.fill(a, 0.5f);
    Arrays.fill(b, 0.25f);
    Map<String, Runnable> all = new LinkedHashMap<>();
    for (int n : new int[] {10, 16, 50}) {
      int last = a.length - 31 * n;
      all.put("contract " + n, () -> KERNELS.contract(13, n, 48, 3, a, 0, 16, 1, 208, b, 0, n, n, y, 0, n, false));
      all.put("add contract " + n, () -> KERNELS.contract(31, n, 3, 3, a, 0, 1, 9, 1, b, 0, n, n, y, last, n, true));
      all.put("depthwise " + n, () -> KERNELS.depthwise(13, n, 3, 3, a, 0, n, n, n, b, 0, n, 3 * n, y, 0, n, false));
      all.put("winograd input " + n, () -> KERNELS.winogradInput(n, a, 0, 6 * n, n, b, 0, n, y, 0));
      all.put("winograd output " + n, () -> KERNELS.winogradOutput(n, a, 0, n, b, 0, 4 * n, n, 4, 3, y, 0));
      all.put("winograd kernel " + n, () -> KERNELS.winogradKernel(n, a, 0, n, b, 0, n, y, 0));
      for (ReduceFunction f : List.of(ReduceFunction.SUM, ReduceFunction.MAX)) {
        all.put(f + " rows " + n, () -> KERNELS.reduceRows(f, 301, n, a, 0, n, y, 0, false));
        all.put(f + " columns " + n, () -> KERNELS.reduceColumns(f, 31, n, a, last, n, y, 0, 1, false));
      }
      all.put("softmax " + n, () -> KERNELS.softmax(31, n, a, last, n, y, last, n));
      all.put("log softmax " + n, () -> KERNELS.logSoftmax(31, n, a, last, n, y, last, n));
      all.put("arg max " + n, () -> KERNELS.argMax(31, n, a, last, n, y, 0, 1));
      for (Window2d window : new Window2d[] {Window2d.valid(2, 2, 2, 2), Window2d.valid(3, 3, 2, 2)}) {
        String name = window + " of " + n;
        all.put("max pool " + name, () -> KERNELS.maxPool(window, 12, 12, n, a, 0, n, y, 0, n));
        all.put("max unpool " + name, () -> KERNELS.maxUnpool(window, 12, 12, n, zeros, 0, b, 0, n, y, 0, n));
        all.put("avg pool " + name, () -> KERNELS.avgPool(window, true, 12, 12, n, a, 0, n, y, 0, n));
        all.put("avg pool grad " + name, () -> KERNELS.avgPoolGrad(window, true, 12, 12, n, b, 0, n, y, 0, n));
      }
    }
    for (UnaryFunction f : UnaryFunction.values()) {
      all.put(f.name(), () -> KERNELS.unary(f, 203, a, 1, y, 3));
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      all.put(f.name(), () -> KERNELS.binary(f, 203, a, 1, b, 3, y, 0));
      all.put(f + " with scalar", () -> KERNELS.binaryScalar(f, 203, a, 1, 2, y, 0));
      all.put(f + " of scalar", () -> KERNELS.scalarBinary(f, 203, 2, a, 1, y, 0));
    }
    all.put("select", () -> KERNELS.select(203, a, 0, b, 1, a, 2, y, 3));
    all.put("transpose", () -> KERNELS.transpose(33, 50, a, 0, 51, y, 0, 34));
    all.put("copy", () -> KERNELS.copy(33, 50, a, 0, 51, y, 0, 52));
    all.put("uniform", () -> KERNELS.uniform(1, 2, 203, y, 3));
    return all.entrySet().stream().map(kernel -> Arguments.of(kernel.getKey(), kernel.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void allocatesNothing(String name, Runnable kernel) {
    long start = System.nanoTime();
    long allocated = 0;
    for (int clean = 0; clean < CLEAN_ROUNDS && System.nanoTime() - start < PATIENCE_NANOS; ) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS; call++) {
        kernel.run();
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      clean = allocated == 0 ? clean + 1 : 0;
    }
    assertThat(allocated).as("bytes allocated by %d calls of %s", CALLS, name).isZero();
  }
}
