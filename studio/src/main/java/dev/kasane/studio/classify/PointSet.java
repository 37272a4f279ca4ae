package dev.kasane.studio.classify;

/**
 * How points are drawn.
 *
 * @param kind circle, xor, gauss, spiral, random, or simple (13 points from ConvNetJS's demo)
 * @param classes from 2 to {@value #MAX_CLASSES}
 * @param count points of each class, from 1 to {@value #MAX_COUNT}
 * @param noise how far points are off their places, from 0 to 1: the standard deviation in units of the plane
 * @param testShare share of points kept for testing, from 0 to 0.9
 * @param seed the same points for the same seed
 */
record PointSet(String kind, int classes, int count, double noise, double testShare, long seed) {

  /** Classes at most. */
  static final int MAX_CLASSES = 6;

  /** Points of a class at most. */
  static final int MAX_COUNT = 500;

  private static final double MAX_TEST_SHARE = 0.9;

  PointSet {
    if (kind == null || !Points.KINDS.contains(kind)) {
      throw new IllegalArgumentException("Expected points of a kind from " + Points.KINDS + ", received " + kind);
    }
    if (classes < 2 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException("Expected from 2 to " + MAX_CLASSES + " classes, received " + classes);
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("Expected from 1 to " + MAX_COUNT + " points a class, received " + count);
    }
    if (!(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException("The noise must be from 0 to 1, received " + noise);
    }
    if (!(testShare >= 0 && testShare <= MAX_TEST_SHARE)) {
      throw new IllegalArgumentException(
          "The share of test points must be from 0 to " + MAX_TEST_SHARE + ", received " + testShare);
    }
  }
}
