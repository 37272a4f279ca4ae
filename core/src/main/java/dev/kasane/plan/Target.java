package dev.kasane.plan;

/**
 * What the compiler must know about the machine that will run the plan.
 *
 * @param lanes floats in a vector; last axes are padded to a multiple of it where that costs little
 * @param maxPieces into how many pieces a batch is cut at most; never the number of threads, so that results do not
 *     depend on it
 * @param pieceFlops a piece is worth having from this many floating-point operations
 * @param tileBytes how many bytes of intermediate values a tile of samples may have, to stay in a core's cache
 * @param winograd which convolutions take Winograd's form
 */
public record Target(int lanes, int maxPieces, long pieceFlops, int tileBytes, Winograd winograd) {

  /** A target without Winograd's form. */
  public Target(int lanes, int maxPieces, long pieceFlops, int tileBytes) {
    this(lanes, maxPieces, pieceFlops, tileBytes, Winograd.OFF);
  }

  /** Checks that all are positive. */
  public Target {
    if (lanes < 1 || maxPieces < 1 || pieceFlops < 1 || tileBytes < 1) {
      throw new IllegalArgumentException(
          "Target: all numbers must be positive, received lanes " + lanes + ", maxPieces " + maxPieces
              + ", pieceFlops " + pieceFlops + ", tileBytes " + tileBytes);
    }
  }

  /**
   * The distance of neighbouring rows for rows of so many elements: a multiple of the lanes, unless that would more than
   * double a row. It depends on nothing else, so that values of equal last axis always lie alike.
   */
  public int pitch(int last) {
    int padded = (last + lanes - 1) / lanes * lanes;
    return padded <= 2 * last ? padded : last;
  }

  /** Bytes that may pass between the steps of a chain: some times a first-level cache, a part of a second-level one. */
  int innerBytes() {
    return Math.max(4, tileBytes / 16 * 3);
  }

  /** Values of fewer bytes a sample fit well into a tile; nothing is gained by passing them on. */
  int chainedBytes() {
    return tileBytes / 256;
  }
}
