package dev.kasane.backend.cpu.codegen;

/** Sums of products channel by channel whose sizes and distances are constants of its class. */
interface DepthwiseKernel {

  /**
   * Computes so many tiles, one below the other, of all channels.
   *
   * @param tiles how many, at least 1
   * @param ao where the first row of A begins
   * @param wo where W begins
   * @param yo where the first row of Y begins
   */
  void run(int tiles, float[] a, int ao, float[] w, int wo, float[] y, int yo);
}
