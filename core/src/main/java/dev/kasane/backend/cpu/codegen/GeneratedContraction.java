package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import org.jspecify.annotations.Nullable;

/** A matrix product in tiles made for it; columns that do not fill a vector go to the general kernels. */
final class GeneratedContraction implements Contraction {

  private final Kernels kernels;
  private final int n;
  private final int k;
  private final int ai;
  private final int ap;
  private final int bp;
  private final int ci;
  private final int depth;

  /** By columns (two vectors, one), accumulate, depth (full, last) and rows; made when first needed. */
  private final @Nullable TileKernel[] tiles = new @Nullable TileKernel[8 * (TileShape.MAX_ROWS + 1)];

  GeneratedContraction(Kernels kernels, int n, int k, int ai, int ap, int bp, int ci) {
    this.kernels = kernels;
    this.n = n;
    this.k = k;
    this.ai = ai;
    this.ap = ap;
    this.bp = bp;
    this.ci = ci;
    depth = Math.ceilDiv(k, Math.ceilDiv(k, Parts.DEPTH));
  }

  @Override
  public String kernel() {
    return "generated tiles of at most " + TileShape.MAX_ROWS + " x " + Math.min(2, n / Lanes.COUNT)
        + " vectors, sums of " + k
        + (n % Lanes.COUNT == 0 ? "" : "; general tiles for the last " + n % Lanes.COUNT + " columns");
  }

  @Override
  public void run(int m, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate) {
    for (int p = 0; p < k; p += depth) {
      block(m, Math.min(depth, k - p), a, ao + p * ap, b, bo + p * bp, c, co, accumulate || p > 0);
    }
  }

  private void block(int m, int part, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate) {
    int j = 0;
    for (; j + 2 * Lanes.COUNT <= n; j += 2 * Lanes.COUNT) {
      columns(m, 2, part, a, ao, b, bo + j, c, co + j, accumulate);
    }
    if (j + Lanes.COUNT <= n) {
      columns(m, 1, part, a, ao, b, bo + j, c, co + j, accumulate);
      j += Lanes.COUNT;
    }
    if (j < n) {
      kernels.contract(m, n - j, part, 1, a, ao, ai, ap, 0, b, bo + j, bp, 0, c, co + j, ci, accumulate);
    }
  }

  private void columns(
      int m, int vectors, int part, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate) {
    int tileCount = (m + TileShape.MAX_ROWS - 1) / TileShape.MAX_ROWS;
    int rows = m / tileCount;
    int larger = m % tileCount;
    if (larger > 0) {
      tile(rows + 1, vectors, part, accumulate).run(larger, 0, a, ao, b, bo, c, co);
      int done = larger * (rows + 1);
      tile(rows, vectors, part, accumulate).run(tileCount - larger, 0, a, ao + done * ai, b, bo, c, co + done * ci);
    } else {
      tile(rows, vectors, part, accumulate).run(tileCount, 0, a, ao, b, bo, c, co);
    }
  }

  @Override
  public void prepare(int m) {
    int count = (m + TileShape.MAX_ROWS - 1) / TileShape.MAX_ROWS;
    for (int p = 0; p < k; p += depth) {
      int part = Math.min(depth, k - p);
      if (n >= 2 * Lanes.COUNT) {
        prepare(m, count, 2, part, p > 0);
      }
      if (n % (2 * Lanes.COUNT) >= Lanes.COUNT) {
        prepare(m, count, 1, part, p > 0);
      }
    }
  }

  private void prepare(int m, int count, int vectors, int part, boolean accumulate) {
    tile(m / count, vectors, part, accumulate);
    if (m % count > 0) {
      tile(m / count + 1, vectors, part, accumulate);
    }
  }

  private TileKernel tile(int rows, int vectors, int part, boolean accumulate) {
    int variant = (vectors - 1) + (accumulate ? 2 : 0) + (part == depth ? 0 : 4);
    int at = variant * (TileShape.MAX_ROWS + 1) + rows;
    @Nullable TileKernel tile = tiles[at];
    if (tile == null) {
      tile =
          new TileShape(rows, rows, vectors, Sum.of(part, ap, bp), ai, 0, rows * ai, ci, rows * ci, accumulate)
              .kernel();
      tiles[at] = tile;
    }
    return tile;
  }
}
