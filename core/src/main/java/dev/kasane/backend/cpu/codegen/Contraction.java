package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;

/**
 * A matrix product {@code C (+)= A · B} of which all but the number of rows is known beforehand. Computes in the order
 * of {@link Kernels#contract}, so that generated and general kernels give the same bits.
 */
public interface Contraction {

  /** Computes {@code m} rows, at least 1. */
  void run(int m, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate);

  /** What computes it, and why. */
  String kernel();

  /** Makes the kernels for {@code m} rows now instead of when they are first needed. */
  default void prepare(int m) {}

  /**
   * Makes one; the parameters are those of {@link Kernels#contract} with one term.
   *
   * @param generate whether to generate kernels where that is of use; if not, the general ones compute it
   * @param used columns that mean something
   * @param n columns with their padding
   */
  static Contraction of(Kernels kernels, boolean generate, int used, int n, int k, int ai, int ap, int bp, int ci) {
    if (!generate) {
      return new GeneralContraction(kernels, n, k, ai, ap, bp, ci, "general tiles");
    }
    if (n < kernels.lanes()) {
      return new GeneralContraction(kernels, n, k, ai, ap, bp, ci, "general tiles: rows shorter than a vector");
    }
    return new GeneratedContraction(kernels, used, n, k, ai, ap, bp, ci);
  }

  /** A product {@code C += A · B} of m × n numbers whose sums are as long as each call says. */
  interface Open {
    /** Adds sums over {@code length} columns of A and rows of B. */
    void run(int length, float[] a, int ao, float[] b, int bo, float[] c, int co);

    /** What computes it, and why. */
    String kernel();
  }

  /** Makes one for m rows. */
  static Open open(Kernels kernels, boolean generate, int m, int used, int n, int ai, int ap, int bp, int ci) {
    if (!generate || n < kernels.lanes()) {
      return new OpenGeneralContraction(
          kernels, m, n, ai, ap, bp, ci, generate ? "general tiles: rows shorter than a vector" : "general tiles");
    }
    GridContraction tiles = new GridContraction(kernels, 1, m, used, n, Sum.open(ap, bp), ai, 0, ci, true);
    return new OpenGeneratedContraction(tiles, tiles.kernel());
  }
}
