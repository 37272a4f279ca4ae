package dev.kasane.backend.cpu.codegen;

/** A product with sums of any length, in generated tiles. */
record OpenGeneratedContraction(GridContraction tiles, String kernel) implements Contraction.Open {

  @Override
  public void run(int length, float[] a, int ao, float[] b, int bo, float[] c, int co) {
    tiles.run(length, a, ao, b, bo, c, co);
  }
}
