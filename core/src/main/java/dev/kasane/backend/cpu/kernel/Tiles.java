package dev.kasane.backend.cpu.kernel;

/** How the rows of a contraction are divided into tiles. */
final class Tiles {

  private Tiles() {}

  /**
   * The rows of the next tile: 8, 5, 4, 3, 2 or 1. Tiles of one or two rows wait for each sum before they can add to
   * it, and are taken only if there is no other way: 9 rows are 5 and 4.
   *
   * @param largest the largest tile, 8 or 5
   * @param left rows that are left, at least 1
   */
  static int rows(int largest, int left) {
    if (left == largest || left >= largest + 3) {
      return largest;
    }
    if (left > 8) {
      return 5;
    }
    return left > 5 ? (left + 1) / 2 : left;
  }
}
