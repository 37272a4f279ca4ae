package dev.kasane.backend.cpu.codegen;

/** Computes tiles as a {@link TileKernel} does, and stores what is made of them. */
public interface FinishedTileKernel {

  /**
   * Computes so many tiles.
   *
   * @param length how long the sum is if that was left open
   * @param arrays the array of each input, then of each output
   * @param at where the first row begins, counted from the offsets
   * @param offsets where in the arrays the first row of the product would begin, or what all rows share
   * @param column the first column
   */
  void run(
      int tiles, int length, float[] a, int ao, float[] b, int bo, float[][] arrays, int at, int[] offsets, int column);
}
