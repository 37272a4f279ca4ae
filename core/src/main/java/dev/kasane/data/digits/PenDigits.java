package dev.kasane.data.digits;

import dev.kasane.data.SampleRandom;
import java.util.List;

/**
 * Digits as lines drawn with a round pen, with arithmetic alone: what is left where Java has no fonts. Each digit is
 * written in one or more ways; a way is some strokes; a stroke is points {@code x0, y0, x1, y1, ...} in a box of height
 * 1 with y downwards.
 */
final class PenDigits {

  private static final List<List<float[][]>> WAYS =
      List.of(
          List.of(strokes(arc(.5, .5, .28, .45, -90, 270)), strokes(arc(.5, .5, .22, .45, -60, 310))),
          List.of(
              strokes(line(.5, .05, .5, .95)),
              strokes(line(.34, .24, .53, .05, .53, .95)),
              strokes(line(.36, .22, .53, .05, .53, .95), line(.33, .95, .73, .95))),
          List.of(
              strokes(join(arc(.49, .29, .25, .24, 195, 400), line(.22, .94, .8, .94))),
              strokes(join(arc(.49, .29, .25, .24, 195, 410), arc(.3, .84, .09, .1, 0, -250), line(.8, .9)))),
          List.of(
              strokes(join(arc(.47, .27, .23, .21, 200, 440), arc(.47, .71, .26, .24, -80, 160))),
              strokes(join(line(.24, .07, .74, .07, .46, .42), arc(.47, .69, .26, .25, -80, 160)))),
          List.of(
              strokes(line(.6, .05, .18, .66, .84, .66), line(.62, .4, .6, .95)),
              strokes(line(.26, .08, .23, .54, .76, .5), line(.72, .08, .68, .95))),
          List.of(
              strokes(join(line(.74, .06, .32, .06, .28, .46), arc(.46, .67, .26, .26, 225, 505))),
              strokes(join(line(.34, .08, .28, .46), arc(.46, .67, .26, .26, 225, 505)), line(.34, .08, .76, .06))),
          List.of(
              strokes(join(curve(.68, .05, .2, .3, .24, .7), arc(.49, .71, .25, .23, 180, 540))),
              strokes(join(curve(.5, .05, .24, .4, .26, .7), arc(.47, .73, .21, .21, 180, 540)))),
          List.of(
              strokes(line(.22, .07, .78, .07, .42, .95)),
              strokes(line(.22, .1, .22, .06, .78, .07, .42, .95)),
              strokes(line(.22, .07, .78, .07, .42, .95), line(.34, .5, .74, .48))),
          List.of(
              strokes(arc(.5, .27, .2, .21, -270, 90), arc(.5, .72, .25, .23, -90, 270)),
              strokes(
                  join(
                      arc(.5, .27, .2, .21, -20, -260), arc(.52, .72, .23, .23, -90, 180),
                      arc(.52, .72, .23, .23, 180, 250), line(.68, .2)))),
          List.of(
              strokes(join(arc(.47, .29, .23, .23, 0, -360), line(.68, .95))),
              strokes(join(arc(.47, .29, .23, .23, 0, -360), curve(.7, .29, .76, .85, .3, .94)))));

  private PenDigits() {}

  /** In how many ways a digit is written. */
  static int ways(int digit) {
    return WAYS.get(digit).size();
  }

  /** The strokes of a digit, not to be changed. */
  static float[][] strokes(int digit, int way) {
    return WAYS.get(digit).get(way);
  }

  /**
   * Draws a digit onto a black image.
   *
   * @param image {@code size * size} grey values, 0 to 1; ink is added
   * @param warp where the points go
   * @param radius of the pen, in pixels
   */
  static void draw(int digit, int way, Warp warp, float radius, float[] image, int size) {
    float[] point = new float[2];
    for (float[] stroke : strokes(digit, way)) {
      warp.map(stroke[0], stroke[1], point);
      float x = point[0];
      float y = point[1];
      for (int i = 2; i < stroke.length; i += 2) {
        warp.map(stroke[i], stroke[i + 1], point);
        segment(x, y, point[0], point[1], radius, image, size);
        x = point[0];
        y = point[1];
      }
    }
  }

  /** Draws a digit in a way chosen at random. */
  static void draw(int digit, SampleRandom random, Warp warp, float[] image, int size) {
    draw(digit, random.below(ways(digit)), warp, random.uniform(0.7f, 1.7f), image, size);
  }

  /** Inks the pixels whose centre is within the pen's radius of a line, with a soft edge one pixel wide. */
  private static void segment(float x0, float y0, float x1, float y1, float radius, float[] image, int size) {
    float reach = radius + 1;
    int top = Math.clamp((int) Math.floor(Math.min(y0, y1) - reach), 0, size);
    int bottom = Math.clamp((int) Math.ceil(Math.max(y0, y1) + reach), 0, size);
    int left = Math.clamp((int) Math.floor(Math.min(x0, x1) - reach), 0, size);
    int right = Math.clamp((int) Math.ceil(Math.max(x0, x1) + reach), 0, size);
    float dx = x1 - x0;
    float dy = y1 - y0;
    float squared = Math.max(dx * dx + dy * dy, 1e-9f);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        float px = x + 0.5f - x0;
        float py = y + 0.5f - y0;
        float along = Math.clamp((px * dx + py * dy) / squared, 0f, 1f);
        float ex = px - along * dx;
        float ey = py - along * dy;
        float ink = Math.clamp(radius + 0.5f - (float) Math.sqrt(ex * ex + ey * ey), 0f, 1f);
        image[y * size + x] = Math.max(image[y * size + x], ink);
      }
    }
  }

  private static float[][] strokes(float[]... strokes) {
    return strokes;
  }

  private static float[] line(double... points) {
    float[] line = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      line[i] = (float) points[i];
    }
    return line;
  }

  /** Part of an ellipse; angles in degrees, clockwise from the right since y points down. */
  private static float[] arc(double cx, double cy, double rx, double ry, double from, double to) {
    int steps = Math.max(4, (int) Math.abs(to - from) / 15);
    float[] points = new float[2 * (steps + 1)];
    for (int i = 0; i <= steps; i++) {
      double angle = Math.toRadians(from + (to - from) * i / steps);
      points[2 * i] = (float) (cx + rx * Math.cos(angle));
      points[2 * i + 1] = (float) (cy + ry * Math.sin(angle));
    }
    return points;
  }

  /** A quadratic Bezier curve. */
  private static float[] curve(double x0, double y0, double x1, double y1, double x2, double y2) {
    int steps = 10;
    float[] points = new float[2 * (steps + 1)];
    for (int i = 0; i <= steps; i++) {
      double t = (double) i / steps;
      double s = 1 - t;
      points[2 * i] = (float) (s * s * x0 + 2 * s * t * x1 + t * t * x2);
      points[2 * i + 1] = (float) (s * s * y0 + 2 * s * t * y1 + t * t * y2);
    }
    return points;
  }

  private static float[] join(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length += part.length;
    }
    float[] joined = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
