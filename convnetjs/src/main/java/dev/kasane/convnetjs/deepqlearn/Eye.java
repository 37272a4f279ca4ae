package dev.kasane.convnetjs.deepqlearn;

/** Looks in one direction and sees the nearest thing there. */
public final class Eye {

  /** How far an eye sees. */
  public static final double RANGE = 85;

  private final double angle;
  private Seen seen = Seen.NOTHING;
  private double distance = RANGE;

  Eye(double angle) {
    this.angle = angle;
  }

  /** Its direction from straight ahead, in radians. */
  public double angle() {
    return angle;
  }

  /** What it sees. */
  public Seen seen() {
    return seen;
  }

  /** How far that is; {@link #RANGE} for nothing. */
  public double distance() {
    return distance;
  }

  void sees(Seen what, double far) {
    seen = what;
    distance = far;
  }
}
