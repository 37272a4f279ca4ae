package dev.kasane.backend.cpu.step;

/** What one worker has to itself while it runs steps: memory for a tile of samples, scratch, and where it is. */
public final class Frame {

  final float[] local;
  final float[] inner;
  final float[] scratch;
  final float[][] arrays;
  final int[] offsets;
  final float[] scalars;

  int piece;
  int tileStart;
  int innerStart;
  long step;

  /**
   * Makes one.
   *
   * @param localFloats memory for local buffers
   * @param innerFloats memory for what passes within chains
   * @param scratchFloats the largest scratch any step wants
   * @param registers the most registers any element-wise program has
   */
  public Frame(int localFloats, int innerFloats, int scratchFloats, int registers) {
    local = new float[localFloats];
    inner = new float[innerFloats];
    scratch = new float[scratchFloats];
    arrays = new float[registers][];
    offsets = new int[registers];
    scalars = new float[registers];
  }

  /** Says which run begins. */
  public void begin(long step) {
    this.step = step;
  }

  /** Says which piece and tile of the batch come next. */
  public void at(int piece, int tileStart) {
    this.piece = piece;
    this.tileStart = tileStart;
  }
}
