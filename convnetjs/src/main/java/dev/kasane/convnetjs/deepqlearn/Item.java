package dev.kasane.convnetjs.deepqlearn;

/** An apple or poison, a disc of radius {@value #RADIUS}. */
public final class Item {

  /** The radius of every item. */
  public static final double RADIUS = 10;

  private final Point place;
  private final Seen kind;
  private int age;

  Item(Point place, Seen kind, int age) {
    this.place = place;
    this.kind = kind;
    this.age = age;
  }

  /** Its middle. */
  public Point place() {
    return place;
  }

  /** {@link Seen#APPLE} or {@link Seen#POISON}. */
  public Seen kind() {
    return kind;
  }

  /** Ticks since it appeared. */
  public int age() {
    return age;
  }

  void grow() {
    age++;
  }

  /** How far along the way from a to b it is nearest, if it touches the way within its ends; infinity if not. */
  double met(Point a, Point b) {
    Point way = b.minus(a);
    double length = way.x() * way.x() + way.y() * way.y();
    Point to = place.minus(a);
    double share = (to.x() * way.x() + to.y() * way.y()) / length;
    boolean touches = a.plus(way.times(share)).distance(place) <= RADIUS;
    return touches && share > 0 && share < 1 ? share : Double.POSITIVE_INFINITY;
  }
}
