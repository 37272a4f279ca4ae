package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;
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

  /** By columns, accumulate, depth (full, last) and rows; made when first needed. */
  private final @Nullable TileKernel[] tiles = new @Nullable TileKernel[4 * Columns.KINDS * (TileShape.MAX_ROWS + 1)];

  /** Side by side, up to the last whole vector. */
  private final Columns[] all;

  GeneratedContraction(Kernels kernels, int used, int n, int k, int ai, int ap, int bp, int ci) {
    this.kernels = kernels;
    this.n = n;
    this.k = k;
    this.ai = ai;
    this.ap = ap;
    this.bp = bp;
    this.ci = ci;
    all = columns(used);
    depth = Math.ceilDiv(k, Math.ceilDiv(k, Parts.DEPTH));
  }

  private Columns[] columns(int used) {
    List<Columns> next = new ArrayList<>();
    for (int j = 0; j + Lanes.COUNT <= n; j += next.getLast().floats()) {
      next.add(Columns.next(used - j, n - j, Sum.of(k, ap, bp)));
    }
    return next.toArray(Columns[]::new);
  }

  @Override
  public String kernel() {
    return "generated tiles of at most " + TileShape.MAX_ROWS + " x " + all[0] + ", sums of " + k
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
    for (Columns each : all) {
      columns(m, each, part, a, ao, b, bo + j, c, co + j, accumulate);
      j += each.floats();
    }
    if (j < n) {
      kernels.contract(m, n - j, part, 1, a, ao, ai, ap, 0, b, bo + j, bp, 0, c, co + j, ci, accumulate);
    }
  }

  private void columns(
      int m, Columns columns, int part, float[] a, int ao, float[] b, int bo, float[] c, int co, boolean accumulate) {
    int tileCount = Math.ceilDiv(m, columns.maxRows());
    int rows = m / tileCount;
    int larger = m % tileCount;
    if (larger > 0) {
      tile(rows + 1, columns, part, accumulate).run(larger, 0, a, ao, b, bo, c, co);
      int done = larger * (rows + 1);
      tile(rows, columns, part, accumulate).run(tileCount - larger, 0, a, ao + done * ai, b, bo, c, co + done * ci);
    } else {
      tile(rows, columns, part, accumulate).run(tileCount, 0, a, ao, b, bo, c, co);
    }
  }

  @Override
  public void prepare(int m) {
    for (int p = 0; p < k; p += depth) {
      for (Columns each : all) {
        int count = Math.ceilDiv(m, each.maxRows());
        tile(m / count, each, Math.min(depth, k - p), p > 0);
        if (m % count > 0) {
          tile(m / count + 1, each, Math.min(depth, k - p), p > 0);
        }
      }
    }
  }

  private TileKernel tile(int rows, Columns columns, int part, boolean accumulate) {
    int variant = 4 * columns.kind() + (accumulate ? 1 : 0) + (part == depth ? 0 : 2);
    int at = variant * (TileShape.MAX_ROWS + 1) + rows;
    @Nullable TileKernel tile = tiles[at];
    if (tile == null) {
      tile =
          new TileShape(rows, rows, columns, Sum.of(part, ap, bp), ai, 0, rows * ai, ci, rows * ci, accumulate)
              .kernel();
      tiles[at] = tile;
    }
    return tile;
  }
}
