package dev.kasane.studio.regression;

/**
 * A point to be fitted.
 *
 * @param x at most {@value #MAX} away from 0
 * @param y the same
 */
record Place(double x, double y) {

  private static final double MAX = 1000;

  Place {
    if (!(Math.abs(x) <= MAX && Math.abs(y) <= MAX)) {
      throw new IllegalArgumentException(
          "A point must be at most " + MAX + " away from 0, received (" + x + ", " + y + ")");
    }
  }
}
