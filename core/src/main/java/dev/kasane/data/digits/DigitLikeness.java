package dev.kasane.data.digits;

import java.awt.Shape;

/**
 * Tells digits from the signs that symbol fonts keep in their places: most must resemble the pen stroke digit of their
 * own class more than those of the others, and no two may be the same.
 */
final class DigitLikeness {

  private static final int SIZE = 28;
  private static final int CELL = 4;
  private static final int CELLS = SIZE / CELL;
  private static final int DIGITS = 10;
  private static final int ENOUGH = 7;

  private final float[][][] patterns = new float[DIGITS][][];
  private final Warp upright = Warp.straight(20, SIZE);

  DigitLikeness() {
    for (int digit = 0; digit < DIGITS; digit++) {
      patterns[digit] = new float[PenDigits.ways(digit)][];
      for (int way = 0; way < patterns[digit].length; way++) {
        float[] image = new float[SIZE * SIZE];
        PenDigits.draw(digit, way, upright, 1.2f, image, SIZE);
        patterns[digit][way] = pattern(image);
      }
    }
  }

  boolean accepts(Shape[] outlines) {
    float[][] seen = new float[DIGITS][];
    int alike = 0;
    try (FontDigits.Canvas canvas = new FontDigits.Canvas(SIZE)) {
      float[] image = new float[SIZE * SIZE];
      for (int digit = 0; digit < DIGITS; digit++) {
        canvas.draw(FontDigits.mapped(outlines[digit], upright::map), 0, image);
        seen[digit] = pattern(image);
        alike += nearest(seen[digit]) == digit ? 1 : 0;
      }
    }
    return alike >= ENOUGH && allDiffer(seen);
  }

  private int nearest(float[] pattern) {
    int nearest = -1;
    float most = Float.NEGATIVE_INFINITY;
    for (int digit = 0; digit < DIGITS; digit++) {
      for (float[] known : patterns[digit]) {
        float likeness = product(pattern, known);
        if (likeness > most) {
          most = likeness;
          nearest = digit;
        }
      }
    }
    return nearest;
  }

  private static boolean allDiffer(float[][] patterns) {
    for (int i = 0; i < patterns.length; i++) {
      for (int j = 0; j < i; j++) {
        if (product(patterns[i], patterns[j]) > 0.999f) {
          return false;
        }
      }
    }
    return true;
  }

  /** Ink in coarse cells, with mean 0 and length 1, so that a product of two patterns is their correlation. */
  private static float[] pattern(float[] image) {
    float[] cells = new float[CELLS * CELLS];
    float sum = 0;
    for (int i = 0; i < image.length; i++) {
      cells[i / SIZE / CELL * CELLS + i % SIZE / CELL] += image[i];
      sum += image[i];
    }
    float squares = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] -= sum / cells.length;
      squares += cells[i] * cells[i];
    }
    float length = (float) Math.sqrt(Math.max(squares, 1e-9f));
    for (int i = 0; i < cells.length; i++) {
      cells[i] /= length;
    }
    return cells;
  }

  private static float product(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
