package dev.kasane.cli.terminal;

import java.util.List;
import java.util.Locale;

/** Draws a confusion matrix: a row for each true class, a column for each predicted one. */
public final class ConfusionTable {

  private static final int WIDEST_NAME = 10;

  private ConfusionTable() {}

  /**
   * The matrix as text, each line ended. Zeros are shown as dots so that the mistakes stand out; the last column is the
   * share of a class that was recognized.
   *
   * @param counts {@code counts[truth][predicted]}, square
   * @param names class names; empty to show the indices
   */
  public static String draw(long[][] counts, List<String> names, Console console) {
    int classes = counts.length;
    String[] labels = new String[classes];
    long largest = 0;
    int labelWidth = 0;
    for (int i = 0; i < classes; i++) {
      String name = i < names.size() ? names.get(i) : Integer.toString(i);
      labels[i] = name.length() > WIDEST_NAME ? name.substring(0, WIDEST_NAME) : name;
      labelWidth = Math.max(labelWidth, labels[i].length());
      for (long count : counts[i]) {
        largest = Math.max(largest, count);
      }
    }
    int width = Math.max(Long.toString(largest).length(), labelWidth) + 1;

    String corner = "true \\ predicted";
    int left = Math.max(labelWidth, 4);
    StringBuilder text = new StringBuilder();
    text.append(console.dim(corner)).append('\n').append(" ".repeat(left));
    for (String label : labels) {
      text.append(padded(label, width));
    }
    text.append("   recall\n");
    for (int truth = 0; truth < classes; truth++) {
      text.append(padded(labels[truth], left));
      long sum = 0;
      for (int predicted = 0; predicted < classes; predicted++) {
        long count = counts[truth][predicted];
        sum += count;
        String cell = padded(count == 0 ? "." : Long.toString(count), width);
        text.append(styled(cell, count, truth == predicted, console));
      }
      String recall =
          sum == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100.0 * counts[truth][truth] / sum);
      text.append(padded(recall, 9)).append('\n');
    }
    return text.toString();
  }

  private static String styled(String cell, long count, boolean right, Console console) {
    if (right) {
      return console.green(cell);
    }
    return count == 0 ? console.dim(cell) : cell;
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
