package dev.kasane.report.chart;

import dev.kasane.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Where an axis has its marks: at multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {

  private Ticks() {}

  /** Round numbers from {@code low} to {@code high}, about {@code count} of them. */
  static double[] linear(double low, double high, int count) {
    double step = step((high - low) / Math.max(1, count));
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    for (long i = first; i <= last && ticks.size() < 100; i++) {
      ticks.add(i * step);
    }
    return toArray(ticks);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below {@code rough}. */
  static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double part = rough / power;
    return power * (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10);
  }

  /** Powers of ten, and between them 2 and 5 (or all multiples of every second power) as room allows. */
  static double[] logarithmic(double low, double high, int count) {
    double decades = Math.log10(high / low);
    int[] parts = decades * 3 <= count ? new int[] {1, 2, 5} : new int[] {1};
    int stride = Math.max(1, (int) Math.ceil(decades / Math.max(1, count)));
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low) - 1e-9);
    int last = (int) Math.ceil(Math.log10(high) + 1e-9);
    for (int e = first; e <= last; e++) {
      if (Math.floorMod(e, stride) != 0) {
        continue;
      }
      for (int part : parts) {
        double value = e < 0 ? part / Math.pow(10, -e) : part * Math.pow(10, e);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
          ticks.add(value);
        }
      }
    }
    return ticks.size() >= 2 ? toArray(ticks) : linear(low, high, count);
  }

  /** A tick's label; short ones, such as 200k, where there is little room. */
  static String label(double value, boolean brief) {
    double size = Math.abs(value);
    if (brief && size >= 1e6) {
      return Numbers.general(value / 1e6, 4) + "M";
    }
    if (brief && size >= 1e4) {
      return Numbers.general(value / 1e3, 4) + "k";
    }
    return Numbers.general(value, 6);
  }

  private static double[] toArray(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
