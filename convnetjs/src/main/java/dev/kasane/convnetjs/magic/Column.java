package dev.kasane.convnetjs.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the text of a column becomes numbers. Numbers are centred and scaled to standard deviation 1, and a missing one is
 * their mean, 0. Other texts are one number for each different text, 1 for the one that it is; a missing one, or one that
 * was not there when the column was learned, has none.
 *
 * @param name its name
 * @param values the different texts in alphabetical order; empty for numbers
 * @param mean of the numbers
 * @param deviation of the numbers, not 0
 */
public record Column(String name, List<String> values, double mean, double deviation) {

  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null", "none");

  /** Keeps a copy of the values. */
  public Column {
    values = List.copyOf(values);
  }

  /** Learns a column from its texts. */
  static Column of(String name, List<String> texts) {
    List<String> present = texts.stream().filter(text -> !missing(text)).toList();
    if (!present.stream().allMatch(Column::isNumber)) {
      return new Column(name, new ArrayList<>(new TreeSet<>(present)), 0, 1);
    }
    double mean = present.stream().mapToDouble(Double::parseDouble).average().orElse(0);
    double variance = present.stream().mapToDouble(t -> square(Double.parseDouble(t) - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return new Column(name, List.of(), mean, deviation > 0 && Double.isFinite(deviation) ? deviation : 1);
  }

  private static double square(double x) {
    return x * x;
  }

  /** Whether a field says nothing: empty, {@code ?}, {@code NA}, {@code null} or the like. */
  static boolean missing(String text) {
    return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a field is a finite number. */
  static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether it holds numbers. */
  public boolean numeric() {
    return values.isEmpty();
  }

  /** How many numbers it becomes. */
  public int width() {
    return numeric() ? 1 : values.size();
  }

  /** Writes the numbers of a text from {@code at} on. */
  void encode(String text, double[] into, int at) {
    if (numeric()) {
      into[at] = missing(text) || !isNumber(text) ? 0 : (Double.parseDouble(text.strip()) - mean) / deviation;
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      into[at + i] = values.get(i).equals(text) ? 1 : 0;
    }
  }

  Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    if (numeric()) {
      json.put("mean", mean);
      json.put("deviation", deviation);
    } else {
      json.put("values", values);
    }
    return json;
  }
}
