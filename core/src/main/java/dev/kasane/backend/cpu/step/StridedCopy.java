package dev.kasane.backend.cpu.step;

/** Copies a box of any rank between any strides: what transposes, broadcasts, slices and paddings have in common. */
final class StridedCopy {

  private final int[] dims;
  private final int[] from;
  private final int[] to;

  /**
   * Makes one.
   *
   * @param dims sizes of the box, outermost first; at least one axis
   * @param from distances in the source along each axis; 0 repeats
   * @param to distances in the target along each axis
   */
  StridedCopy(int[] dims, int[] from, int[] to) {
    this.dims = dims.length == 0 ? new int[] {1} : dims;
    this.from = dims.length == 0 ? new int[] {0} : from;
    this.to = dims.length == 0 ? new int[] {0} : to;
  }

  /** Copies with {@code count} elements along the outermost axis. */
  void run(float[] x, int xo, float[] y, int yo, int count) {
    axis(0, x, xo, y, yo, count);
  }

  private void axis(int axis, float[] x, int xo, float[] y, int yo, int count) {
    int xs = from[axis];
    int ys = to[axis];
    if (axis < dims.length - 1) {
      for (int i = 0; i < count; i++) {
        axis(axis + 1, x, xo + i * xs, y, yo + i * ys, dims[axis + 1]);
      }
    } else if (xs == 1 && ys == 1) {
      System.arraycopy(x, xo, y, yo, count);
    } else {
      for (int i = 0; i < count; i++) {
        y[yo + i * ys] = x[xo + i * xs];
      }
    }
  }
}
