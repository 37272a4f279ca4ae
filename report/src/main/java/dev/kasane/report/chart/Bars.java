package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars in groups. Methods return changed copies.
 *
 * @param title what it shows
 * @param axis the axis of the values
 * @param categories what the groups are, from left to right
 * @param sets one bar a group each
 */
public record Bars(Text title, Axis axis, List<Text> categories, List<Bars.Set> sets) implements Chart {

  /**
   * One bar for each group.
   *
   * @param name what the legend calls it
   * @param values by group
   * @param low lower end of a whisker for each bar, or null for none
   * @param high upper end of the whisker, or null
   */
  public record Set(Text name, double[] values, double @Nullable [] low, double @Nullable [] high) {}

  /** Keeps copies of the lists and checks lengths. */
  public Bars {
    categories = List.copyOf(categories);
    sets = List.copyOf(sets);
    for (Set set : sets) {
      if (set.values().length != categories.size()) {
        throw new IllegalArgumentException("Bars: expected " + categories.size() + " values, one for each category, "
            + "received " + set.values().length);
      }
    }
  }

  /** Groups without bars yet. */
  public static Bars of(Text title, Text values, List<Text> categories) {
    return new Bars(title, Axis.of(values), categories, List.of());
  }

  /** With a logarithmic axis: bars then begin at its lower end. */
  public Bars log() {
    return new Bars(title, axis.log(), categories, sets);
  }

  /** With an axis from one value to another. */
  public Bars range(double low, double high) {
    return new Bars(title, axis.range(low, high), categories, sets);
  }

  /** With one more bar in each group. */
  public Bars set(Text name, double... values) {
    return with(new Set(name, values, null, null));
  }

  /** With one more bar in each group, and whiskers. */
  public Bars with(Set added) {
    List<Set> all = new ArrayList<>(sets);
    all.add(added);
    return new Bars(title, axis, categories, all);
  }

  @Override
  public Text description() {
    return Text.of(
        axis.title().en() + " for " + String.join(", ", categories.stream().map(Text::en).toList()) + ".",
        axis.title().ja() + ": " + String.join("、", categories.stream().map(Text::ja).toList()) + "。");
  }
}
