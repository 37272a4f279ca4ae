package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Copies of many rows that are shorter than a vector, one masked vector each. */
final class VectorMove {

  private VectorMove() {}

  static void copy(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch) {
    if (cols >= COUNT || cols == xPitch && cols == yPitch || cols == 0) {
      ScalarMove.copy(rows, cols, x, xo, xPitch, y, yo, yPitch);
      return;
    }
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, (1L << cols) - 1);
    // where the vector as a whole lies within both arrays, nothing has to be checked lane by lane
    int whole = Math.clamp(Math.min(fitting(x.length, xo, xPitch), fitting(y.length, yo, yPitch)), 0, rows);
    for (int i = 0; i < whole; i++) {
      FloatVector.fromArray(SPECIES, x, xo + i * xPitch, mask).intoArray(y, yo + i * yPitch, mask);
    }
    for (int i = whole; i < rows; i++) {
      System.arraycopy(x, xo + i * xPitch, y, yo + i * yPitch, cols);
    }
  }

  /** How many rows have room for a whole vector after their beginning. */
  private static int fitting(int length, int offset, int pitch) {
    int last = length - COUNT - offset;
    return last < 0 ? 0 : last / pitch + 1;
  }
}
