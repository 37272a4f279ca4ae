package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products channel by channel of which all sizes are known beforehand, for several blocks of rows. Computes in
 * the order of {@link Kernels#depthwise}, so that generated and general kernels give the same bits.
 */
public final class Depthwise {

  /** Kernels for some of the channels: for tiles of equal size, and for the rows left. */
  private record Part(int channel, TileKernel tiles, @Nullable TileKernel last) {}

  private final Kernels kernels;
  private final Sizes s;
  private final List<Part> parts = new ArrayList<>();
  private final int done;
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
    together = generated && s.blocks * s.m <= DepthwiseShape.mostSums();
    int count = together ? 1 : Math.ceilDiv(s.m, generated ? rowsOfTile() : 8);
    tileRows = Math.ceilDiv(s.m, Math.max(1, count));
    tileCount = s.m / Math.max(1, tileRows);
    done = generated ? addParts() : 0;
  }

  private int rowsOfTile() {
    return DepthwiseShape.shares(s.k, s.ai, s.ap)
        ? DepthwiseShape.sharingRows(s.k)
        : DepthwiseShape.rows(s.k * s.terms);
  }

  /** Whole vectors, then halves, the last of which may begin within the one before; returns the channels done. */
  private int addParts() {
    int vectors = s.n / Lanes.COUNT;
    add(0, vectors, false);
    int channel = vectors * Lanes.COUNT;
    int half = Lanes.COUNT / 2;
    while (Lanes.COUNT > 4 && channel < s.n && (channel + half <= s.n || !s.accumulate)) {
      add(Math.min(channel, s.n - half), 1, true);
      channel += half;
    }
    return Math.min(channel, s.n);
  }

  private void add(int channel, int vectors, boolean half) {
    int left = s.m - tileCount * tileRows;
    parts.add(
        new Part(
            channel,
            shape(together ? s.blocks : 1, tileRows, vectors, half).kernel(),
            left > 0 ? shape(1, left, vectors, half).kernel() : null));
  }

  private DepthwiseShape shape(int blocks, int rows, int vectors, boolean half) {
    return new DepthwiseShape(
        blocks, rows, vectors, s.k, s.terms, s.aBlock, s.ai, s.ap, s.at, s.wp, s.wt, s.yBlock, s.yi, s.accumulate,
        half);
  }

  /** What computes it. */
  public String kernel() {
    return parts.isEmpty() ? "general channel sums" : "generated channel sums, " + tileRows + " rows";
  }

  /** Computes all blocks; each array is followed by where its part begins. */
  public void run(float[] a, int ao, float[] w, int wo, float[] y, int yo) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      for (int block = 0; block < (together ? 1 : s.blocks); block++) {
        part(part, a, ao + block * s.aBlock + part.channel, w, wo + part.channel, y,
            yo + block * s.yBlock + part.channel);
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

  private void part(Part part, float[] a, int ao, float[] w, int wo, float[] y, int yo) {
    part.tiles.run(tileCount, 1, a, ao, w, wo, y, yo);
    if (part.last != null) {
      int rows = tileCount * tileRows;
      part.last.run(1, 1, a, ao + rows * s.ai, w, wo, y, yo + rows * s.yi);
    }
  }
}
