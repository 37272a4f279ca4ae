package dev.kasane.studio.classify;

/**
 * A point of the plane.
 *
 * @param x from -{@value #RANGE} to {@value #RANGE} where it can be seen; at most {@value #MAX} away from 0
 * @param y the same
 * @param label its class, from 0
 * @param test whether it is kept for testing
 */
record Point(double x, double y, int label, boolean test) {

  /** The part of the plane that is shown goes this far from 0 in each direction. */
  static final double RANGE = 6;

  private static final double MAX = 100;

  Point {
    if (!(Math.abs(x) <= MAX && Math.abs(y) <= MAX)) {
      throw new IllegalArgumentException(
          "A point must be at most " + MAX + " away from 0, received (" + x + ", " + y + ")");
    }
    if (label < 0 || label >= PointSet.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "A point's class must be from 0 to " + (PointSet.MAX_CLASSES - 1) + ", received " + label);
    }
  }

  double squaredDistance(double otherX, double otherY) {
    return (x - otherX) * (x - otherX) + (y - otherY) * (y - otherY);
  }
}
