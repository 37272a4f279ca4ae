package dev.kasane.graph;

/**
 * A window that slides over height and width: of a convolution or a pooling.
 *
 * @param height rows of the window, at least 1
 * @param width columns of the window, at least 1
 * @param strideY rows it moves per step, at least 1
 * @param strideX columns it moves per step, at least 1
 * @param dilationY distance of neighbouring window rows in the input, at least 1
 * @param dilationX distance of neighbouring window columns in the input, at least 1
 * @param top rows of padding above, at least 0
 * @param bottom rows of padding below; negative for rows of the input that are left out at its end, then no side may be
 *     padded
 * @param left columns of padding on the left, at least 0
 * @param right columns of padding on the right; negative as {@code bottom}
 */
public record Window2d(
    int height,
    int width,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int top,
    int bottom,
    int left,
    int right) {

  /** Checks the ranges given for each component. */
  public Window2d {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
      throw new IllegalArgumentException(
          "Window2d: sizes, strides and dilations must be at least 1, received size " + height + "x" + width
              + ", strides " + strideY + "x" + strideX + ", dilations " + dilationY + "x" + dilationX);
    }
    boolean leavesOut = bottom < 0 || right < 0;
    if (top < 0 || left < 0 || leavesOut && (top > 0 || bottom > 0 || left > 0 || right > 0)) {
      throw new IllegalArgumentException(
          "Window2d: padding must not be negative, except below and on the right where nothing is padded, received top " + top + ", bottom " + bottom + ", left " + left
              + ", right " + right);
    }
  }

  /** A window without padding or dilation. */
  public static Window2d valid(int height, int width, int strideY, int strideX) {
    return new Window2d(height, width, strideY, strideX, 1, 1, 0, 0, 0, 0);
  }

  /** Input rows the window spans, dilation included. */
  public int spanY() {
    return (height - 1) * dilationY + 1;
  }

  /** Input columns the window spans, dilation included. */
  public int spanX() {
    return (width - 1) * dilationX + 1;
  }

  /** Output rows for an input of so many rows: {@code floor((rows + top + bottom − span) / stride) + 1}; may be ≤ 0. */
  public int outputHeight(int rows) {
    return Math.floorDiv(rows + top + bottom - spanY(), strideY) + 1;
  }

  /** Output columns for an input of so many columns; may be ≤ 0. */
  public int outputWidth(int columns) {
    return Math.floorDiv(columns + left + right - spanX(), strideX) + 1;
  }

  /** Whether any side is padded. */
  public boolean padded() {
    return top > 0 || bottom > 0 || left > 0 || right > 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(height).append('x').append(width);
    if (strideY != 1 || strideX != 1) {
      text.append("/").append(strideY).append('x').append(strideX);
    }
    if (dilationY != 1 || dilationX != 1) {
      text.append(" dilation ").append(dilationY).append('x').append(dilationX);
    }
    if (padded() || bottom < 0 || right < 0) {
      text.append(" pad ").append(top).append(',').append(bottom).append(',').append(left).append(',').append(right);
    }
    return text.toString();
  }
}
