package dev.kasane.convnetjs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ConvNetJS's small helpers. Those that draw random numbers differ in each run; {@link Rand} has the same with a seed.
 */
public final class ConvNetUtil {

  private static final int DIGITS = 5;

  /**
   * Extremes of a list; the first of equals counts.
   *
   * @param maxi where the largest is
   * @param maxv the largest
   * @param mini where the smallest is
   * @param minv the smallest
   * @param dv how far they are apart
   */
  public record MaxMin(int maxi, double maxv, int mini, double minv, double dv) {}

  private ConvNetUtil() {}

  /** Uniform in [a, b). */
  public static double randf(double a, double b) {
    return Rand.unseeded().randf(a, b);
  }

  /** A whole number uniform in [a, b): {@code b} is never drawn. */
  public static int randi(double a, double b) {
    return Rand.unseeded().randi(a, b);
  }

  /** A normal number. */
  public static double randn(double mu, double std) {
    return Rand.unseeded().randn(mu, std);
  }

  /** The numbers 0 to n-1 in random order. */
  public static int[] randperm(int n) {
    return Rand.unseeded().randperm(n);
  }

  /** An item drawn with the given probabilities; see {@link Rand#weightedSample}. */
  public static <T> @Nullable T weightedSample(List<T> items, double... probs) {
    return Rand.unseeded().weightedSample(items, probs);
  }

  /** {@code n} zeros. */
  public static double[] zeros(int n) {
    if (n < 0) {
      throw new ConvNetException("zeros: expected a count from 0, received " + n);
    }
    return new double[n];
  }

  /** The largest and smallest number; empty for an empty list, where ConvNetJS gives an object without members. */
  public static Optional<MaxMin> maxmin(double... w) {
    if (w.length == 0) {
      return Optional.empty();
    }
    int maxi = 0;
    int mini = 0;
    for (int i = 1; i < w.length; i++) {
      if (w[i] > w[maxi]) {
        maxi = i;
      }
      if (w[i] < w[mini]) {
        mini = i;
      }
    }
    return Optional.of(new MaxMin(maxi, w[maxi], mini, w[mini], w[maxi] - w[mini]));
  }

  /** Whether a list has such an element. */
  public static boolean arrContains(List<?> list, @Nullable Object element) {
    return list.contains(element);
  }

  /** The elements in the order of their first occurrence, each once. */
  public static <T> List<T> arrUnique(List<T> list) {
    return new ArrayList<>(new LinkedHashSet<>(list));
  }

  /**
   * The value of an option.
   *
   * @param names names of the same option; the last one that is there counts
   * @param absent the value if none is there
   */
  public static @Nullable Object getopt(Map<String, ?> options, List<String> names, @Nullable Object absent) {
    Object value = absent;
    for (String name : names) {
      if (options.containsKey(name)) {
        value = options.get(name);
      }
    }
    return value;
  }

  /**
   * Does nothing if the condition holds.
   *
   * @throws ConvNetException with this message if it does not
   */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new ConvNetException(message);
    }
  }

  /** A number as text with at most five digits behind the point; see {@link #f2t(double, int)}. */
  public static String f2t(double x) {
    return f2t(x, DIGITS);
  }

  /** A number as JavaScript writes it, rounded down to {@code d} digits behind the point. */
  public static String f2t(double x, int d) {
    double power = StrictMath.pow(10, d);
    double value = Math.floor(x * power) / power;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -6 && exponent < 21) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
