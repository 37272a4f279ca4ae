package dev.kasane.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numbers {

  private Numbers() {}

  /** With a fixed count of decimals and commas between thousands: {@code 18,282.34}. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : special(value);
  }

  /** As short as it can be with some significant digits: {@code 0.001}, {@code 200,000}, {@code 1.5e-7}. */
  public static String general(double value, int digits) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    if (size >= 1e9 || size < 1e-4) {
      String mantissa = rounded.unscaledValue().toString();
      int exponent = rounded.precision() - rounded.scale() - 1;
      boolean negative = mantissa.startsWith("-");
      String all = negative ? mantissa.substring(1) : mantissa;
      return (negative ? "-" : "") + all.charAt(0) + (all.length() > 1 ? "." + all.substring(1) : "") + "e" + exponent;
    }
    int decimals = Math.max(0, rounded.scale());
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** A duration: {@code 85 ms}, {@code 3.7 s}, {@code 12 min 5 s}, {@code 5 h 4 min}. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return special(seconds);
    }
    if (seconds < 0.9995) {
      return general(seconds * 1000, seconds < 0.01 ? 2 : 3) + " ms";
    }
    if (seconds < 99.5) {
      return general(seconds, 3) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
  }
}
