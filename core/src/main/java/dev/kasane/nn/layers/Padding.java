package dev.kasane.nn.layers;

import dev.kasane.graph.Window2d;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import java.util.Objects;

/**
 * What surrounds an image before a window slides over it. Use {@link #VALID}, {@link #SAME} or {@link #explicit}.
 *
 * @param kind which rule gives the amounts
 * @param top rows above, 0 unless explicit
 * @param bottom rows below, 0 unless explicit
 * @param left columns on the left, 0 unless explicit
 * @param right columns on the right, 0 unless explicit
 */
public record Padding(Kind kind, int top, int bottom, int left, int right) {

  /** The rule that gives the amounts. */
  public enum Kind {
    /** None. */
    VALID,
    /** As many as the output needs to have ⌈input / stride⌉ rows and columns. */
    SAME,
    /** As given. */
    EXPLICIT
  }

  /** No padding: the window stays inside the image. */
  public static final Padding VALID = new Padding(Kind.VALID, 0, 0, 0, 0);

  /**
   * TensorFlow's rule: the output has ⌈input / stride⌉ rows, for which {@code max((⌈input / stride⌉ − 1) · stride +
   * span − input, 0)} rows are added, half of them above, an odd one below; columns likewise, an odd one on the right.
   * The span is {@code (size − 1) · dilation + 1}.
   */
  public static final Padding SAME = new Padding(Kind.SAME, 0, 0, 0, 0);

  /** Checks the ranges. */
  public Padding {
    Objects.requireNonNull(kind, "kind");
    Checks.range("Padding", "top", top, 0, Checks.MAX_WINDOW);
    Checks.range("Padding", "bottom", bottom, 0, Checks.MAX_WINDOW);
    Checks.range("Padding", "left", left, 0, Checks.MAX_WINDOW);
    Checks.range("Padding", "right", right, 0, Checks.MAX_WINDOW);
    if (kind != Kind.EXPLICIT && (top | bottom | left | right) != 0) {
      throw new IllegalArgumentException("Padding: " + kind + " computes its amounts; received top " + top
          + ", bottom " + bottom + ", left " + left + ", right " + right + "; use Padding.explicit for these");
    }
  }

  /** So many rows and columns on each side. */
  public static Padding explicit(int top, int bottom, int left, int right) {
    return new Padding(Kind.EXPLICIT, top, bottom, left, right);
  }

  /** The same number of rows and columns on all four sides. */
  public static Padding explicit(int all) {
    return explicit(all, all, all, all);
  }

  /** The window over an image of a shape {@code (n, h, w, c)}; {@code unpadded} gives everything but the padding. */
  Window2d window(Window2d unpadded, Shape image) {
    return switch (kind) {
      case VALID -> unpadded;
      case SAME -> {
        int rows = sameTotal(image.dim(1), unpadded.spanY(), unpadded.strideY());
        int columns = sameTotal(image.dim(2), unpadded.spanX(), unpadded.strideX());
        yield padded(unpadded, rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
      }
      case EXPLICIT -> padded(unpadded, top, bottom, left, right);
    };
  }

  private static int sameTotal(int size, int span, int stride) {
    int outputs = Math.ceilDiv(size, stride);
    return Math.max((outputs - 1) * stride + span - size, 0);
  }

  private static Window2d padded(Window2d w, int top, int bottom, int left, int right) {
    return new Window2d(
        w.height(), w.width(), w.strideY(), w.strideX(), w.dilationY(), w.dilationX(), top, bottom, left, right);
  }
}
