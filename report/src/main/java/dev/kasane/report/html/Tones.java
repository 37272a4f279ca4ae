package dev.kasane.report.html;

import dev.kasane.report.page.Picture;
import java.awt.image.BufferedImage;

/** Small pictures made of numbers. */
final class Tones {

  private static final int GREY = 0x888888;

  private Tones() {}

  /** One pixel for each number. */
  static BufferedImage image(Picture picture) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : picture.values()) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    float size = Math.max(Math.abs(low), Math.abs(high));
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        float value = picture.values()[y * picture.width() + x];
        image.setRGB(x, y, Float.isFinite(value) ? colour(picture.tone(), value, low, high, size) : GREY);
      }
    }
    return image;
  }

  private static int colour(Picture.Tone tone, float value, float low, float high, float size) {
    return switch (tone) {
      case INK -> mix(0xFFFFFF, 0x000000, value);
      case RANGE -> mix(0xFFFFFF, 0x000000, high > low ? (value - low) / (high - low) : 0.5f);
      case SIGNED -> mix(0xFFFFFF, value >= 0 ? 0x1450B4 : 0xB4202E, size > 0 ? Math.abs(value) / size : 0);
    };
  }

  private static int mix(int a, int b, float share) {
    float s = Math.clamp(share, 0f, 1f);
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int x = a >> shift & 255;
      int y = b >> shift & 255;
      mixed |= Math.round(x + (y - x) * s) << shift;
    }
    return mixed;
  }
}
