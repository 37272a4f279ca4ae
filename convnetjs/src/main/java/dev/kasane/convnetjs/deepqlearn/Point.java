package dev.kasane.convnetjs.deepqlearn;

/**
 * A place in the world.
 *
 * @param x to the right
 * @param y downwards
 */
public record Point(double x, double y) {

  /** The distance to another place. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  Point plus(Point other) {
    return new Point(x + other.x, y + other.y);
  }

  Point minus(Point other) {
    return new Point(x - other.x, y - other.y);
  }

  Point times(double factor) {
    return new Point(x * factor, y * factor);
  }

  /** Turned about the origin. */
  Point rotated(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Point(x * cos + y * sin, -x * sin + y * cos);
  }
}
