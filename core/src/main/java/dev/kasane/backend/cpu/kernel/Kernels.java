package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;

/**
 * The arithmetic of the CPU backend over {@code float[]}. Two implementations, scalar and Vector API, are chosen once
 * by {@link KernelProvider} and tested against each other. No method allocates, checks its arguments or uses threads:
 * the plan has checked shapes, and the caller splits the work.
 *
 * <p>Conventions: an array is followed by the offset of its first element. A matrix has {@code rows} rows of {@code
 * cols} elements, and row i begins {@code i * pitch} elements after row 0, {@code pitch >= cols}. Elements between
 * cols and pitch are padding: may be read, and must be left as they are. Output never overlaps input except where it
 * is the very same range.
 *
 * <p>Every implementation gives the same bits, NaN payloads apart: multiplications that are added to something are
 * fused with it, and each sum has the order stated here. Only powers, and sines of large angles, are taken from {@code
 * Math} and may differ between machines. Exponentials within softplus, erf and softmax that are below the smallest
 * normal number are 0; nothing else is flushed.
 */
public interface Kernels {

  /** Floats computed at once: the vector width, or 1. */
  int lanes();

  /** Such as {@code "Vector API, 512 bit"} or {@code "scalar"}. */
  String description();

  /**
   * A sum of matrix products, the one contraction from which dense layers and convolutions are made:
   *
   * <pre>{@code
   * C[i, j] (+)= Σ_t Σ_p A[ao + t*at + i*ai + p*ap] · B[bo + t*bt + p*bp + j]     i < m, j < n, p < k, t < terms
   * }</pre>
   *
   * Row i of C begins at {@code co + i*ci}. A may have any strides (a transposed matrix, a sliding window); rows of
   * B and C are contiguous. Sums run over t, then p, in this order for every element whatever m and n are, so that
   * splitting rows over callers changes no bit.
   *
   * @param accumulate whether C is added to instead of overwritten
   */
  void contract(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] b, int bo, int bp, int bt,
      float[] c, int co, int ci,
      boolean accumulate);

  /**
   * Sums of products channel by channel, from which depthwise convolutions are made:
   *
   * <pre>{@code
   * Y[i, j] (+)= Σ_t Σ_p A[ao + t*at + i*ai + p*ap + j] · W[wo + t*wt + p*wp + j]     i < m, j < n, p < k, t < terms
   * }</pre>
   *
   * Row i of Y begins at {@code yo + i*yi}. Distances in A may be negative. Sums run over t, then p, for every element.
   *
   * @param accumulate whether Y is added to instead of overwritten
   */
  void depthwise(
      int m, int n, int k, int terms,
      float[] a, int ao, int ai, int ap, int at,
      float[] w, int wo, int wp, int wt,
      float[] y, int yo, int yi,
      boolean accumulate);

  /** {@code y[i] = f(x[i])} for i &lt; n. x and y may be the same range. */
  void unary(UnaryFunction f, int n, float[] x, int xo, float[] y, int yo);

  /** {@code y[i] = f(a[i], b[i])} for i &lt; n. y may be the same range as a or b. */
  void binary(BinaryFunction f, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo);

  /** {@code y[i] = f(a[i], b)} for i &lt; n. */
  void binaryScalar(BinaryFunction f, int n, float[] a, int ao, float b, float[] y, int yo);

  /** {@code y[i] = f(a, b[i])} for i &lt; n. */
  void scalarBinary(BinaryFunction f, int n, float a, float[] b, int bo, float[] y, int yo);

  /** {@code y[i] = condition[i] != 0 ? a[i] : b[i]} for i &lt; n. */
  void select(int n, float[] condition, int conditionO, float[] a, int ao, float[] b, int bo, float[] y, int yo);

  /**
   * {@code y[j] (+)= f over i of x[i, j]}: one value per column, f being a sum or maximum; of no rows, 0 or −∞. A sum
   * takes blocks of 256 rows one after the other. Within a block, four sums each take every fourth row, and the first of
   * them the rows left over; {@code (s0 + s1) + (s2 + s3)} is then added to y.
   */
  void reduceRows(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, boolean accumulate);

  /**
   * {@code y[i * yStride] (+)= f over j of x[i, j]}: one value per row; of no columns, 0 or −∞. A sum is sixteen sums
   * s, element j belonging to number j mod 16, and then {@code s[i] += s[i + h]} for h = 8, 4, 2, 1.
   */
  void reduceColumns(
      ReduceFunction f, int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride,
      boolean accumulate);

  /**
   * {@code y[i * yStride]} = index of the first largest element of row i. NaN is the largest if it comes first only.
   */
  void argMax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yStride);

  /** Softmax of each row, stable for any finite input. */
  void softmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch);

  /** Logarithm of the softmax of each row, stable for any finite input. */
  void logSoftmax(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch);

  /** {@code y[j, i] = x[i, j]}: x has rows × cols, y has cols × rows. */
  void transpose(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch);

  /** {@code y[i, j] = x[i, j]} between different pitches. */
  void copy(int rows, int cols, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch);

  /**
   * Max pooling of one image {@code (h, w, c)} into {@code (oh, ow, c)}; xPitch and yPitch are the distances of
   * neighbouring pixels. Padding is never the largest; a window wholly in the padding gives 0. NaN in a window gives
   * NaN.
   */
  void maxPool(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, int yPitch);

  /**
   * {@link #maxPool} that also writes, for each output, the place of its window's first largest element: its number in
   * the window, row by row, or −1 for a window wholly in the padding. A NaN is the largest if it comes first, else
   * never.
   *
   * @param yPitch distance of neighbouring pixels, of outputs and of places
   */
  void maxPoolArgmax(
      Window2d window, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo, float[] places, int po,
      int yPitch);

  /**
   * Adds each dy to the dx at its place. dx begins as zeros.
   *
   * @param dyPitch distance of neighbouring pixels, of places and of dy
   */
  void maxUnpool(
      Window2d window, int h, int w, int c, float[] places, int po, float[] dy, int dyo, int dyPitch, float[] dx,
      int dxo, int dxPitch);

  /**
   * Average pooling of one image. See {@code Op.AvgPool2d} for countPadding; a window wholly in the padding gives 0.
   */
  void avgPool(
      Window2d window, boolean countPadding, int h, int w, int c, float[] x, int xo, int xPitch, float[] y, int yo,
      int yPitch);

  /** Adds each dy, divided as the forward pass divided, to every dx of its window. dx begins as zeros. */
  void avgPoolGrad(
      Window2d window, boolean countPadding, int h, int w, int c, float[] dy, int dyo, int dyPitch, float[] dx, int dxo,
      int dxPitch);

  /** {@code y[i] = CounterRandom.uniform(key, firstIndex + i)} for i &lt; n: the same bits in every implementation. */
  void uniform(long key, long firstIndex, int n, float[] y, int yo);

  /**
   * Winograd's transform of 6 × 6 pixels for F(4 × 4, 3 × 3), {@code V = Bᵀ d B} for each channel (Lavin and Gray,
   * "Fast Algorithms for Convolutional Neural Networks", 2015): columns first, then rows, each
   *
   * <pre>{@code
   * v0 = (4 d0 + d4) - 5 d2     v1 = p + q    v2 = p - q     p = d4 - 4 d2    q = d3 - 4 d1
   * v5 = (4 d1 + d5) - 5 d3     v3 = r + s    v4 = r - s     r = d4 - d2      s = 2 (d3 - d1)
   * }</pre>
   *
   * Channel c of element (i, j) goes to {@code vo + (6 i + j) vPlane + c}, for c &lt; n.
   *
   * @param xRow distance of rows of pixels
   * @param xPixel distance of neighbouring pixels
   * @param t room for 36 vectors
   */
  void winogradInput(int n, float[] x, int xo, int xRow, int xPixel, float[] v, int vo, int vPlane, float[] t, int to);

  /**
   * The way back from 36 sums to 4 × 4 pixels, {@code Y = Aᵀ m A}: columns first, then rows, each
   *
   * <pre>{@code
   * y0 = (m0 + p) + r           y2 = p + 4 r                 p = m1 + m2      r = m3 + m4
   * y1 = q + 2 s                y3 = (q + 8 s) + m5          q = m1 - m2      s = m3 - m4
   * }</pre>
   *
   * Only the first rows and columns are written, 1 to 4 of each.
   *
   * @param t room for 36 vectors
   */
  void winogradOutput(
      int n, float[] m, int mo, int mPlane, float[] y, int yo, int yRow, int yPixel, int rows, int columns, float[] t,
      int to);

  /**
   * Winograd's transform of a row of n elements of each of the 3 × 3 taps of a kernel, {@code U = G w Gᵀ}: columns
   * first, then rows, each
   *
   * <pre>{@code
   * u0 = w0 / 4    u1 = p + q    u2 = p - q    u3 = r + s    u4 = r - s    u5 = w2
   * p = -(w0 + w2) / 6    q = -w1 / 6    r = w0 / 24 + w2 / 6    s = w1 / 12
   * }</pre>
   *
   * @param wTap distance of neighbouring taps; negative to read the kernel backwards
   * @param t room for 36 vectors
   */
  void winogradKernel(int n, float[] w, int wo, int wTap, float[] u, int uo, int uPlane, float[] t, int to);

  /**
   * Winograd's transform of 4 × 4 pixels of dy, {@code Z = A dy Aᵀ}, for the gradient by the kernel: the adjoint of
   * {@link #winogradOutput}. Columns first, then rows, each
   *
   * <pre>{@code
   * z0 = y0    z1 = p + q    z2 = p - q    z3 = r + s    z4 = r - s    z5 = y3
   * p = y0 + y2    q = y1 + y3    r = y0 + 4 y2    s = 2 y1 + 8 y3
   * }</pre>
   *
   * @param t room for 36 vectors
   */
  void winogradOutputGrad(
      int n, float[] y, int yo, int yRow, int yPixel, float[] z, int zo, int zPlane, float[] t, int to);

  /**
   * The way back from 36 sums to a row of n elements of each of the 3 × 3 taps of a kernel's gradient, {@code Gᵀ u G}:
   * the adjoint of {@link #winogradKernel}. Columns first, then rows, each
   *
   * <pre>{@code
   * w0 = (u0 / 4 - p / 6) + r / 24    w1 = s / 12 - q / 6    w2 = (r - p) / 6 + u5
   * p = u1 + u2    q = u1 - u2    r = u3 + u4    s = u3 - u4
   * }</pre>
   *
   * @param t room for 36 vectors
   */
  void winogradKernelGrad(int n, float[] u, int uo, int uPlane, float[] w, int wo, int wTap, float[] t, int to);
}
