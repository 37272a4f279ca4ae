package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;

/**
 * The columns of a tile: one or two vectors or, where {@link Lanes#SPLIT} says so, one to three of half the width. What
 * these leave of the last whole vector is padding, which is set to zero but not computed.
 */
record Columns(int vectors, boolean halves) {

  /** How many different ones there are, at most. */
  static final int KINDS = 5;

  private static final int HALF = Lanes.COUNT / 2;

  /**
   * The next ones.
   *
   * @param left columns left that mean something
   * @param room columns left with their padding, at least a vector
   */
  static Columns next(int left, int room) {
    int vectors = Math.min(2, room / Lanes.COUNT);
    int halves = Math.clamp(Math.ceilDiv(left, HALF), 1, 2 * vectors);
    return Lanes.SPLIT && halves % 2 == 1 ? new Columns(halves, true) : new Columns(Math.ceilDiv(halves, 2), false);
  }

  /**
   * The next ones of a contraction. Two halves do what a whole vector does, and share the broadcast that each of its
   * products needs: where a whole one takes two passes, that is one pass of four less. Sums that whole vectors have
   * written out, with B in registers, stay with them.
   */
  static Columns next(int left, int room, Sum sum) {
    Columns next = next(left, room);
    boolean shared =
        Lanes.SPLIT && next.vectors == 1 && !next.halves && !TileShape.writtenOut(sum, next.maxRows(), 1);
    return shared ? new Columns(2, true) : next;
  }

  /** A number below {@link #KINDS}, different for each. */
  int kind() {
    return vectors - 1 + (halves ? 2 : 0);
  }

  /** Floats of one of its vectors. */
  int width() {
    return halves ? HALF : Lanes.COUNT;
  }

  /** How many columns they are, padding included. */
  int floats() {
    return Math.ceilDiv(computed(), Lanes.COUNT) * Lanes.COUNT;
  }

  /** How many columns they are without the padding that is not computed. */
  int computed() {
    return vectors * width();
  }

  /** As many rows as a tile may have: its sums, a row of B and a factor must find registers. */
  int maxRows() {
    return vectors == 3 ? 8 : TileShape.MAX_ROWS;
  }

  @Override
  public String toString() {
    return halves ? vectors + " x " + HALF + " lanes" : vectors + (vectors == 1 ? " vector" : " vectors");
  }
}
