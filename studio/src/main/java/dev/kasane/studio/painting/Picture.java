package dev.kasane.studio.painting;

/**
 * A picture to learn.
 *
 * @param width from 1 to {@value #MOST_SIDE}
 * @param height from 1 to {@value #MOST_SIDE}
 * @param rgb red, green and blue of each pixel from 0 to 1, row after row; not changed afterwards
 */
record Picture(int width, int height, float[] rgb) {

  /** Pixels of a side at most. */
  static final int MOST_SIDE = 200;

  /** Checks the sizes. */
  Picture {
    if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE || rgb.length != 3 * width * height) {
      throw new IllegalArgumentException("Picture: expected sides from 1 to " + MOST_SIDE + " and 3 numbers a pixel, "
          + "received " + width + " x " + height + " and " + rgb.length + " numbers");
    }
  }

  /** How many pixels it has. */
  int pixels() {
    return width * height;
  }

  /** Where a pixel is, as the network sees it: its left from -1/2 to 1/2, as in ConvNetJS's demo. */
  float x(int pixel) {
    return (pixel % width - width / 2f) / width;
  }

  /** Likewise its top. */
  float y(int pixel) {
    return (pixel / width - height / 2f) / height;
  }

  /** The colours as bytes. */
  byte[] bytes() {
    return bytes(rgb);
  }

  /** Colours as bytes; what is out of range, or no number, becomes the nearest colour. */
  static byte[] bytes(float[] colours) {
    byte[] bytes = new byte[colours.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.clamp(colours[i], 0f, 1f));
    }
    return bytes;
  }
}
