package dev.kasane.backend.cpu.kernel;

/**
 * The contraction in tiles of C that stay in registers while the sum runs. Every element is one chain of fused
 * multiplications and additions in the order t, p, whichever tile it belongs to.
 */
final class VectorContract {

  /** Terms of a sum taken before the next columns: so many rows of two vectors of B stay in the L1 cache. */
  private static final int DEPTH = 256;

  private VectorContract() {}

  static void contract(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    if (k <= DEPTH / 2 || terms == 0) {
      int step = k * terms <= DEPTH ? terms : DEPTH / k;
      int t = 0;
      do {
        block(
            m, n, k, Math.min(step, terms - t), a, ao + t * at, ai, ap, at, b, bo + t * bt, bp, bt, c, co, ci,
            accumulate || t > 0);
        t += step;
      } while (t < terms);
      return;
    }
    // Blocks of about equal depth.
    int blocks = (k + DEPTH - 1) / DEPTH;
    int depth = (k + blocks - 1) / blocks;
    for (int t = 0; t < terms; t++) {
      for (int p = 0; p < k; p += depth) {
        block(
            m, n, Math.min(depth, k - p), 1, a, ao + t * at + p * ap, ai, ap, 0, b, bo + t * bt + p * bp, bp, 0, c,
            co, ci, accumulate || t > 0 || p > 0);
      }
    }
  }

  private static void block(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate) {
    int j = 0;
    for (; j + 2 * Lanes.COUNT <= n; j += 2 * Lanes.COUNT) {
      DoubleTiles.contract(m, k, terms, a, ao, ai, ap, at, b, bo + j, bp, bt, c, co + j, ci, accumulate);
    }
    if (j + Lanes.COUNT <= n) {
      SingleTiles.contract(m, k, terms, a, ao, ai, ap, at, b, bo + j, bp, bt, c, co + j, ci, accumulate);
      j += Lanes.COUNT;
    }
    if (j == n) {
      return;
    }
    if (Lanes.MASKS) {
      MaskedTiles.contract(m, k, terms, n - j, a, ao, ai, ap, at, b, bo + j, bp, bt, c, co + j, ci, accumulate);
    } else {
      ScalarContract.contract(m, n - j, k, terms, a, ao, ai, ap, at, b, bo + j, bp, bt, c, co + j, ci, accumulate);
    }
  }
}
