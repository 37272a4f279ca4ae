package dev.kasane.backend.cpu.kernel;

import dev.kasane.tensor.CounterRandom;

/** Copies and transpositions, and random numbers. */
final class ScalarMove {

  /** Edge of the squares in which a matrix is transposed: both squares fit the L1 cache and few pages. */
  private static final int TILE = 16;

  private ScalarMove() {}

  static void transpose(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int i = 0; i < rows; i += TILE) {
      int height = Math.min(TILE, rows - i);
      for (int j = 0; j < cols; j += TILE) {
        int width = Math.min(TILE, cols - j);
        transposeTile(height, width, x, xo + i * xPitch + j, xPitch, y, yo + j * yPitch + i, yPitch);
      }
    }
  }

  private static void transposeTile(
      int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    for (int j = 0; j < cols; j++) {
      for (int i = 0; i < rows; i++) {
        y[yo + j * yPitch + i] = x[xo + i * xPitch + j];
      }
    }
  }

  static void copy(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    if (cols == xPitch && cols == yPitch) {
      System.arraycopy(x, xo, y, yo, rows * cols);
      return;
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, xo + i * xPitch, y, yo + i * yPitch, cols);
    }
  }

  static void uniform(long key, long firstIndex, int n, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = CounterRandom.uniform(key, firstIndex + i);
    }
  }
}
