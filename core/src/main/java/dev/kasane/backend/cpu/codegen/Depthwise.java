package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products channel by channel of which all sizes are known beforehand, for several blocks of rows. Computes in
 * the order of {@link Kernels#depthwise}, so that generated and general kernels give the same bits.
 */
public final class Depthwise {

  private final Kernels kernels;
  private final Sizes s;
  private final int vectors;
  private final @Nullable TileKernel tiles;
  private final @Nullable TileKernel last;
  private final int tileRows;
  private final int tileCount;
  private final boolean together;

  /** The numbers of {@link Kernels#depthwise}, and as many blocks of rows, {@code aBlock} and {@code yBlock} apart. */
  public record Sizes(
      int blocks, int m, int n, int k, int terms, int aBlock, int ai, int ap, int at, int wp, int wt, int yBlock,
      int yi, boolean accumulate) {}

  /**
   * Makes one.
   *
   * @param generate whether to generate kernels where that is of use; if not, the general ones compute it
   */
  public Depthwise(Kernels kernels, boolean generate, Sizes sizes) {
    this.kernels = kernels;
    s = sizes;
    boolean generated =
        generate && s.n >= kernels.lanes() && s.m > 0 && s.k > 0 && s.terms > 0 && s.blocks > 0;
    vectors = generated ? s.n / kernels.lanes() : 0;
    together = generated && s.blocks * s.m <= DepthwiseShape.mostSums();
    int parts = together ? 1 : Math.ceilDiv(s.m, generated ? DepthwiseShape.rows(s.k * s.terms) : 8);
    tileRows = Math.ceilDiv(s.m, Math.max(1, parts));
    tileCount = s.m / Math.max(1, tileRows);
    tiles = generated ? shape(together ? s.blocks : 1, tileRows).kernel() : null;
    int left = s.m - tileCount * tileRows;
    last = generated && left > 0 ? shape(1, left).kernel() : null;
  }

  private DepthwiseShape shape(int blocks, int rows) {
    return new DepthwiseShape(
        blocks, rows, vectors, s.k, s.terms, s.aBlock, s.ai, s.ap, s.at, s.wp, s.wt, s.yBlock, s.yi, s.accumulate);
  }

  /** What computes it. */
  public String kernel() {
    return tiles == null ? "general channel sums" : "generated channel sums, " + tileRows + " rows";
  }

  /** Computes all blocks; each array is followed by where its part begins. */
  public void run(float[] a, int ao, float[] w, int wo, float[] y, int yo) {
    int done = vectors * kernels.lanes();
    if (tiles != null) {
      for (int block = 0; block < (together ? 1 : s.blocks); block++) {
        int inA = ao + block * s.aBlock;
        int inY = yo + block * s.yBlock;
        tiles.run(tileCount, 1, a, inA, w, wo, y, inY);
        if (last != null) {
          int rows = tileCount * tileRows;
          last.run(1, 1, a, inA + rows * s.ai, w, wo, y, inY + rows * s.yi);
        }
      }
    }
    if (done < s.n) {
      for (int block = 0; block < s.blocks; block++) {
        kernels.depthwise(
            s.m, s.n - done, s.k, s.terms,
            a, ao + block * s.aBlock + done, s.ai, s.ap, s.at,
            w, wo + done, s.wp, s.wt,
            y, yo + block * s.yBlock + done, s.yi, s.accumulate);
      }
    }
  }
}
