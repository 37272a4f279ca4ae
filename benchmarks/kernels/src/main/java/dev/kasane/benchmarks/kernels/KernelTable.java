package dev.kasane.benchmarks.kernels;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/** What was measured, as Markdown. */
final class KernelTable {

  private KernelTable() {}

  /**
   * A table with a line for each case that was measured.
   *
   * @param generated nanoseconds of a run with generated kernels
   * @param vector the same with those of the Vector API; cases may be missing
   * @param peak 10⁹ operations per second that one thread could do
   */
  static String of(Map<KernelCase, Double> generated, Map<KernelCase, Double> vector, double peak) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            One thread, batch %d, %s; peak %.0f GFLOP/s (multiply-adds that need no memory). A multiply-add counts as two
            operations, an element function as one: what is not made of multiply-adds cannot come near the peak. Made by
            `java --add-modules jdk.incubator.vector -jar benchmarks/kernels/target/kasane-kernel-benchmarks.jar`.

            | Kernel | MFLOP | GFLOP/s | of peak | Vector API alone | ratio |
            |---|--:|--:|--:|--:|--:|
            """,
            KernelCase.BATCH, LocalDate.now(), peak));
    generated.forEach(
        (kernel, nanos) -> text.append(line(kernel, nanos, vector.getOrDefault(kernel, Double.NaN), peak)));
    return text.toString();
  }

  private static String line(KernelCase kernel, double nanos, double vectorNanos, double peak) {
    double flops;
    try (BoundCase bound = new BoundCase(kernel)) {
      flops = bound.flops();
    }
    return String.format(
        Locale.ROOT, "| %s | %.2f | %.1f | %.0f %% | %.1f | %.2f× |%n", kernel.title(), flops * 1e-6, flops / nanos,
        100 * flops / nanos / peak, flops / vectorNanos, vectorNanos / nanos);
  }
}
