package dev.kasane.backend.cpu.codegen;

/** Computes tiles, one below the other, whose sizes and distances are constants of its class. */
public interface TileKernel {

  /**
   * Computes so many tiles.
   *
   * @param tiles how many; 0 does nothing
   * @param length how long the outermost sum is, at least 0
   * @param ao where the first row of A begins
   * @param bo where these columns of B begin
   * @param co where the first row of C begins
   */
  void run(int tiles, int length, float[] a, int ao, float[] b, int bo, float[] c, int co);
}
