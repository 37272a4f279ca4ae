package dev.kasane.backend.cpu.kernel;

import java.util.List;

/** What the kernel tests have in common: the implementations and the awkward sizes. */
final class Sizes {

  private Sizes() {}

  /** The kernels this JVM would use, and the scalar ones. */
  static List<Kernels> implementations() {
    return List.of(KernelProvider.get(), new ScalarKernels());
  }

  /** Around the width of vectors: 0, 1, lanes − 1, lanes, lanes + 1, and primes. */
  static int[] awkward() {
    int lanes = KernelProvider.get().lanes();
    return new int[] {0, 1, 2, 3, 7, lanes - 1, lanes, lanes + 1, 2 * lanes, 2 * lanes + 1, 31, 53, 97};
  }
}
