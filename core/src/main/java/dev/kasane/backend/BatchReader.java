package dev.kasane.backend;

/**
 * Where the samples of a batch come from. A backend asks for them while it computes, piece by piece and from several
 * threads at once, so that they are read into a core's cache just before they are used, and copied once only.
 */
@FunctionalInterface
public interface BatchReader {

  /**
   * Writes samples {@code from} (included) to {@code to} (excluded) of the batch to their places.
   *
   * @param inputs an array for each batch input of the graph, in the order in which they were declared; sample i of an
   *     input begins at i times the number of its elements, row-major
   */
  void read(int from, int to, float[][] inputs);
}
