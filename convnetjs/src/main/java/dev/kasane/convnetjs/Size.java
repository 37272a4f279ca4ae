package dev.kasane.convnetjs;

/**
 * The size of a volume.
 *
 * @param sx width
 * @param sy height
 * @param depth depth
 */
public record Size(int sx, int sy, int depth) {

  /** The size of a volume. */
  public static Size of(Vol vol) {
    return new Size(vol.sx(), vol.sy(), vol.depth());
  }

  /** How many numbers such a volume has; {@link Long#MAX_VALUE} if they cannot be counted. */
  public long length() {
    double length = (double) sx * sy * depth;
    return Math.abs(length) > 0x1p62 ? Long.MAX_VALUE : (long) sx * sy * depth;
  }

  /** Such as {@code 24x24x1}. */
  @Override
  public String toString() {
    return sx + "x" + sy + "x" + depth;
  }
}
