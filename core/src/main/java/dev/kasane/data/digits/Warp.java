package dev.kasane.data.digits;

import dev.kasane.data.SampleRandom;

/**
 * Where the points of a digit's box (height 1, centred on (0.5, 0.5)) come to lie in an image: a trembling hand (smooth
 * waves), then an affine map.
 */
final class Warp {

  private final float xx;
  private final float xy;
  private final float yx;
  private final float yy;
  private final float centreX;
  private final float centreY;
  private final float[] waves;

  private Warp(float xx, float xy, float yx, float yy, float centreX, float centreY, float[] waves) {
    this.xx = xx;
    this.xy = xy;
    this.yx = yx;
    this.yy = yy;
    this.centreX = centreX;
    this.centreY = centreY;
    this.waves = waves;
  }

  /** Upright and in the middle, the box's height being {@code height} pixels. */
  static Warp straight(float height, int size) {
    return new Warp(height, 0, 0, height, size / 2f, size / 2f, new float[6]);
  }

  /**
   * A random one for an image of {@code size} by {@code size} pixels: 17 to 21 of 28 pixels high, turned by up to 12
   * degrees, slanted to either side, narrower or wider, off the middle by up to 2 of 28 pixels.
   *
   * @param tremble amplitude of the waves as a share of the box
   */
  static Warp random(SampleRandom random, int size, float tremble) {
    float unit = size / 28f;
    float height = random.uniform(17, 21) * unit;
    float width = height * random.uniform(0.8f, 1.15f);
    float slant = random.uniform(-0.3f, 0.2f);
    float angle = (float) Math.toRadians(random.uniform(-12, 12));
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    // Slant, then scale, then turn.
    float xy = width * slant;
    float centreX = size / 2f + random.uniform(-2, 2) * unit;
    float centreY = size / 2f + random.uniform(-2, 2) * unit;
    float[] waves = new float[6];
    for (int i = 0; i < 2; i++) {
      waves[3 * i] = tremble * random.uniform();
      waves[3 * i + 1] = random.uniform(3, 8);
      waves[3 * i + 2] = random.uniform(0, 6.2832f);
    }
    return new Warp(
        cos * width, cos * xy - sin * height, sin * width, sin * xy + cos * height, centreX, centreY, waves);
  }

  /** Writes the image of a point to {@code into[0]} (x) and {@code into[1]} (y), in pixels. */
  void map(float x, float y, float[] into) {
    float u = x - 0.5f + waves[0] * (float) Math.sin(waves[1] * y + waves[2]);
    float v = y - 0.5f + waves[3] * (float) Math.sin(waves[4] * x + waves[5]);
    into[0] = centreX + xx * u + xy * v;
    into[1] = centreY + yx * u + yy * v;
  }
}
