package dev.kasane.backend.cpu.codegen;

/** Computes rows of a softmax with its cross entropy; sizes and distances are constants of its class. */
public interface CrossEntropyKernel {

  /**
   * Computes so many rows. What is not wanted may be any array.
   *
   * @param z logits
   * @param t targets: a row each, or a class number each
   * @param share the share of each row, or of all
   * @param loss a number for each row
   * @param dz gradients by z
   * @param p probabilities
   */
  void run(
      int rows, float[] z, int zo, float[] t, int to, float[] share, int so, float[] loss, int lo, float[] dz, int dzo,
      float[] p, int po);
}
