package dev.kasane.report.page;

import dev.kasane.report.Numbers;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;

/**
 * A figure that an article gives, beside ours.
 *
 * @param what what was measured
 * @param article the article's figure as it stands there, or "–" where it gives none
 * @param ours what our runs gave
 * @param decimals decimals to show of ours
 * @param unit the unit of both, such as {@code %} or {@code s}; may be empty
 */
public record Figure(Text what, Text article, Spread ours, int decimals, String unit) {

  /** A figure that the article gives as a number. */
  public static Figure of(Text what, double article, Spread ours, int decimals, String unit) {
    return new Figure(
        what, Text.same(Numbers.fixed(article, decimals) + suffix(unit)), ours, decimals, unit);
  }

  /** A figure that the article does not give. */
  public static Figure oursOnly(Text what, Spread ours, int decimals, String unit) {
    return new Figure(what, Text.same("–"), ours, decimals, unit);
  }

  /** Ours as text: mean, spread and unit. */
  public String oursText() {
    return ours.text(decimals) + suffix(unit);
  }

  private static String suffix(String unit) {
    return unit.isEmpty() ? "" : " " + unit;
  }
}
