package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;

/** A product with sums of any length by the kernels that take any size. */
record OpenGeneralContraction(Kernels kernels, int m, int n, int ai, int ap, int bp, int ci, String kernel)
    implements Contraction.Open {

  @Override
  public void run(int length, float[] a, int ao, float[] b, int bo, float[] c, int co) {
    kernels.contract(m, n, length, 1, a, ao, ai, ap, 0, b, bo, bp, 0, c, co, ci, true);
  }
}
