package dev.kasane.backend.cpu.kernel;

/**
 * Which elements of a window lie within the image, along one axis. {@code origin} is where the window's first element
 * lies, negative in the padding.
 */
final class Taps {

  private Taps() {}

  /** The first element of the window that does not lie before the image. */
  static int first(int origin, int dilation) {
    return origin >= 0 ? 0 : (dilation - 1 - origin) / dilation;
  }

  /** One more than the last element of the window that does not lie behind the image; may be below {@link #first}. */
  static int end(int origin, int dilation, int windowSize, int imageSize) {
    return origin >= imageSize ? 0 : Math.min(windowSize, (imageSize - 1 - origin) / dilation + 1);
  }
}
