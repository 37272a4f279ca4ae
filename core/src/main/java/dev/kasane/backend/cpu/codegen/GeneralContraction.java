package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;

/** A matrix product by the kernels that take any size. */
record GeneralContraction(Kernels kernels, int n, int k, int ai, int ap, int bp, int ci, String kernel)
    implements Contraction {

  @Override
  public void run(int m, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate) {
    kernels.contract(m, n, k, 1, a, ao, ai, ap, 0, b, bo, bp, 0, c, co, ci, accumulate);
  }
}
