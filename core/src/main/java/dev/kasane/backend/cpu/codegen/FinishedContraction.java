package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import org.jspecify.annotations.Nullable;

/** A matrix product in tiles, each of which is finished before it is stored: {@code f(A · B, ...)}. */
public final class FinishedContraction {

  private final int n;
  private final int k;
  private final int ai;
  private final int ap;
  private final int bp;
  private final int ci;
  private final TileFinish finish;

  /** By columns (two vectors, one) and rows; made when first needed. */
  private final @Nullable FinishedTileKernel[] tiles = new @Nullable FinishedTileKernel[2 * (TileShape.MAX_ROWS + 1)];

  private FinishedContraction(int n, int k, int ai, int ap, int bp, int ci, TileFinish finish) {
    this.n = n;
    this.k = k;
    this.ai = ai;
    this.ap = ap;
    this.bp = bp;
    this.ci = ci;
    this.finish = finish;
  }

  /** The product, or null if tiles of it cannot be finished so; the numbers are those of {@link Contraction#of}. */
  public static @Nullable FinishedContraction of(int n, int k, int ai, int ap, int bp, int ci, TileFinish finish) {
    boolean whole = n % Lanes.COUNT == 0 && k <= Parts.DEPTH;
    return whole && finish.fits(TileShape.MAX_ROWS * Math.min(2, n / Lanes.COUNT))
        ? new FinishedContraction(n, k, ai, ap, bp, ci, finish)
        : null;
  }

  /** What computes it. */
  public String kernel() {
    return "generated tiles of at most " + TileShape.MAX_ROWS + " x " + Math.min(2, n / Lanes.COUNT)
        + " vectors, sums of " + k + ", " + finish.instructions().size() + " operations before they are stored";
  }

  /** Makes the kernels for m rows. */
  public void prepare(int m) {
    int count = Math.ceilDiv(m, TileShape.MAX_ROWS);
    for (int vectors = 1; vectors <= 2; vectors++) {
      if (vectors == 2 ? n >= 2 * Lanes.COUNT : n % (2 * Lanes.COUNT) > 0) {
        tile(m / count, vectors);
        if (m % count > 0) {
          tile(m / count + 1, vectors);
        }
      }
    }
  }

  /**
   * Computes m rows.
   *
   * @param arrays the array of each input, then of each output
   * @param offsets where in them the first row begins, or what all rows share
   */
  public void run(int m, float[] a, int ao, float[] b, int bo, float[][] arrays, int[] offsets) {
    int count = Math.ceilDiv(m, TileShape.MAX_ROWS);
    int rows = m / count;
    int larger = m % count;
    int done = larger * (rows + 1);
    for (int j = 0; j < n; j += 2 * Lanes.COUNT) {
      int vectors = j + 2 * Lanes.COUNT <= n ? 2 : 1;
      if (larger > 0) {
        tile(rows + 1, vectors).run(larger, 0, a, ao, b, bo + j, arrays, j, offsets, j);
      }
      tile(rows, vectors).run(count - larger, 0, a, ao + done * ai, b, bo + j, arrays, done * ci + j, offsets, j);
    }
  }

  private FinishedTileKernel tile(int rows, int vectors) {
    int at = (vectors - 1) * (TileShape.MAX_ROWS + 1) + rows;
    @Nullable FinishedTileKernel tile = tiles[at];
    if (tile == null) {
      TileShape shape =
          new TileShape(
              rows, rows, new Columns(vectors, false), Sum.of(k, ap, bp), ai, 0, rows * ai, ci, rows * ci, false);
      tile = new FinishedTile(shape, finish).kernel();
      tiles[at] = tile;
    }
    return tile;
  }
}
