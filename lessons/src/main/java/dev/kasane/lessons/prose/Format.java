package dev.kasane.lessons.prose;

import dev.kasane.report.Numbers;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;

/** Numbers that range over many sizes, as one reads them in a table. */
public final class Format {

  private Format() {}

  /** With three digits. */
  public static String number(double value) {
    return Numbers.general(value, 3);
  }

  /** Mean and standard deviation, such as {@code 0.579 ± 0.14}. */
  public static String spread(Spread spread) {
    return spread.count() == 1
        ? number(spread.mean())
        : number(spread.mean()) + " ± " + Numbers.general(spread.deviation(), 2);
  }

  /** The same as a cell of a table. */
  public static Text cell(Spread spread) {
    return Text.same(spread(spread));
  }

  /** A number as a cell of a table. */
  public static Text cell(double value) {
    return Text.same(number(value));
  }

  /** The smallest and the largest, such as {@code 0.45 … 0.9}. */
  public static Text range(Spread spread) {
    return Text.same(Numbers.general(spread.min(), 2) + " … " + Numbers.general(spread.max(), 2));
  }
}
