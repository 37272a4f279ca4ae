package dev.kasane.convnetjs.deepqlearn;

/**
 * A straight wall.
 *
 * @param from one end
 * @param to the other end
 */
public record Wall(Point from, Point to) {

  /** How far along the way from a to b this wall is met, 0 to 1; infinity if it is not. */
  double met(Point a, Point b) {
    Point way = b.minus(a);
    Point along = to.minus(from);
    double cross = way.x() * along.y() - way.y() * along.x();
    if (cross == 0) {
      return Double.POSITIVE_INFINITY;
    }
    Point between = from.minus(a);
    double onWay = (between.x() * along.y() - between.y() * along.x()) / cross;
    double onWall = (between.x() * way.y() - between.y() * way.x()) / cross;
    boolean hit = onWay > 0 && onWay < 1 && onWall > 0 && onWall < 1;
    return hit ? onWay : Double.POSITIVE_INFINITY;
  }
}
