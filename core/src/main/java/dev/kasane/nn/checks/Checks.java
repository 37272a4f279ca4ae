package dev.kasane.nn.checks;

/** Range checks of record components. Each message names the record, the component, the range and what was received. */
public final class Checks {

  /** The largest window size, stride, dilation or padding: their products still fit an int. */
  public static final int MAX_WINDOW = 32_767;

  private Checks() {}

  /**
   * Fails unless {@code value} lies in a closed range of whole numbers.
   *
   * @throws IllegalArgumentException with the range and the value
   */
  public static void range(String owner, String component, int value, int low, int high) {
    if (value < low || value > high) {
      String expected = high == Integer.MAX_VALUE ? "at least " + low : "from " + low + " to " + high;
      throw new IllegalArgumentException(owner + ": " + component + " must be " + expected + ", received " + value);
    }
  }

  /** Fails unless {@code value} is at least 1. */
  public static void positive(String owner, String component, int value) {
    range(owner, component, value, 1, Integer.MAX_VALUE);
  }

  /** Fails unless {@code value} is a finite number above 0. */
  public static void positive(String owner, String component, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          owner + ": " + component + " must be a finite number above 0, received " + value);
    }
  }

  /** Fails unless {@code value} is a finite number, 0 or above. */
  public static void notNegative(String owner, String component, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          owner + ": " + component + " must be a finite number, 0 or above, received " + value);
    }
  }

  /** Fails unless {@code value} is finite. */
  public static void finite(String owner, String component, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(owner + ": " + component + " must be a finite number, received " + value);
    }
  }

  /** Fails unless 0 ≤ {@code value} &lt; 1: a rate, a momentum, a decay. */
  public static void fraction(String owner, String component, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          owner + ": " + component + " must be at least 0 and below 1, received " + value);
    }
  }
}
