package dev.kasane.backend.cpu.codegen;

/**
 * What is summed up for an element of a contraction, and how A and B are walked through: over taps, then terms, then k.
 *
 * <pre>{@code
 * C[i, j] (+)= Σ_s Σ_t Σ_p A[i ... + s*as + t*at + p*ap] · B[s*bs + t*bt + p*bp + j]     s < taps, t < terms, p < k
 * }</pre>
 *
 * A convolution has a tap for each window column, unless neighbouring columns are one run in memory, and a term for each
 * window row; its kernel's gradient has a tap for each image.
 *
 * @param taps how many, or {@link #OPEN} if that is said at each call
 */
public record Sum(int k, int ap, int bp, int terms, int at, int bt, int taps, int as, int bs) {

  /** Stands for a number of taps that is not known beforehand. */
  public static final int OPEN = 0;

  /** A plain matrix product. */
  public static Sum of(int k, int ap, int bp) {
    return new Sum(k, ap, bp, 1, 0, 0, 1, 0, 0);
  }

  /** The product of two matrices of which each pair of a column and a row is a tap: their number stays open. */
  public static Sum open(int as, int bs) {
    return new Sum(1, 0, 0, 1, 0, 0, OPEN, as, bs);
  }

  /** Number of products in the sum; {@link #OPEN} if it is open. */
  public int length() {
    return k * terms * taps;
  }

  /** Turns of the innermost loop over it that is one; {@link #OPEN} if they are open. */
  int innermost() {
    return k > 1 ? k : terms > 1 ? terms : taps;
  }
}
