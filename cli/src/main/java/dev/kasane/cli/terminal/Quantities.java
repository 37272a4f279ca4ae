package dev.kasane.cli.terminal;

import java.util.Locale;

/** Numbers with units, short enough to read at a glance. */
public final class Quantities {

  private Quantities() {}

  /** Whole numbers with separators, such as {@code 33,194}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Bytes in powers of 1000, such as {@code 132.8 kB}. */
  public static String bytes(long bytes) {
    String[] prefixes = {"", "k", "M", "G", "T", "P"};
    double value = bytes;
    int power = 0;
    while (Math.abs(value) >= 999.95 && power < prefixes.length - 1) {
      value /= 1000;
      power++;
    }
    return power == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %sB", value, prefixes[power]);
  }

  /** A share of 1 in percent with two decimals, such as {@code 98.91 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** Seconds, such as {@code 4.2 s} or {@code 3 min 12 s}. */
  public static String seconds(double seconds) {
    if (seconds < 100) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 6000
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
