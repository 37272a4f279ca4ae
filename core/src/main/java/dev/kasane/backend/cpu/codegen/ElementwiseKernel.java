package dev.kasane.backend.cpu.codegen;

/** Runs an element-wise program over whole vectors. All of a vector is read before any of it is written. */
public interface ElementwiseKernel {

  /**
   * Runs the program.
   *
   * @param n elements, a multiple of the lanes and of the row length
   * @param arrays the array of each input, then of each output, then of each row of sums, which is added to
   * @param offsets where in them the first element lies
   * @param distance of partial values: from an element of one piece to the same element of the next
   */
  void run(int n, float[][] arrays, int[] offsets, int distance);
}
