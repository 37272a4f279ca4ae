package dev.kasane.nn.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Prints a confusion matrix for a terminal. */
final class ConfusionTable {

  /** Lines of each list that stands in for a table too wide. */
  private static final int LISTED = 20;

  private static final String GAP = "  ";

  private final ConfusionMatrix matrix;
  private final int classes;

  ConfusionTable(ConfusionMatrix matrix) {
    this.matrix = matrix;
    this.classes = matrix.classes();
  }

  String print(int columns) {
    // Each column needs a digit and the gap: a table that cannot fit is not even made.
    if (classes * (GAP.length() + 1) > columns) {
      return lists() + summary();
    }
    List<String[]> cells = table();
    int[] widths = widths(cells);
    boolean fits = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) <= columns;
    return (fits ? lines(cells, widths) : lists()) + summary();
  }

  private String summary() {
    String share = matrix.total() == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * matrix.accuracy());
    return "accuracy " + share + ": " + matrix.right() + " of " + matrix.total() + "\n";
  }

  private List<String[]> table() {
    List<String[]> cells = new ArrayList<>();
    String[] head = row("true \\ predicted", "total", "recall");
    String[] total = row("total", String.valueOf(matrix.total()), "");
    String[] precision = row("precision", "", "");
    for (int k = 0; k < classes; k++) {
      head[k + 1] = matrix.names().get(k);
      total[k + 1] = String.valueOf(matrix.predicted(k));
      precision[k + 1] = percent(matrix.precision(k));
    }
    cells.add(head);
    for (int i = 0; i < classes; i++) {
      String[] row = row(matrix.names().get(i), String.valueOf(matrix.actual(i)), percent(matrix.recall(i)));
      for (int k = 0; k < classes; k++) {
        // A dot for zero, so that mistakes stand out.
        row[k + 1] = matrix.count(i, k) == 0 ? "." : String.valueOf(matrix.count(i, k));
      }
      cells.add(row);
    }
    cells.add(total);
    cells.add(precision);
    return cells;
  }

  private String[] row(String first, String total, String share) {
    String[] row = new String[classes + 3];
    row[0] = first;
    row[classes + 1] = total;
    row[classes + 2] = share;
    return row;
  }

  private String lists() {
    List<String[]> weakest = new ArrayList<>();
    weakest.add(new String[] {"true class", "samples", "recall", "precision"});
    IntStream.range(0, classes)
        .boxed()
        .filter(label -> matrix.actual(label) > 0)
        .sorted(Comparator.comparingDouble(matrix::recall))
        .limit(LISTED)
        .map(label -> new String[] {
          matrix.names().get(label),
          String.valueOf(matrix.actual(label)),
          percent(matrix.recall(label)),
          percent(matrix.precision(label))
        })
        .forEach(weakest::add);
    List<String[]> mistakes = new ArrayList<>();
    mistakes.add(new String[] {"true class", "predicted", "samples"});
    IntStream.range(0, classes * classes)
        .filter(cell -> cell / classes != cell % classes && matrix.count(cell / classes, cell % classes) > 0)
        .boxed()
        .sorted(Comparator.comparingLong(cell -> -matrix.count(cell / classes, cell % classes)))
        .limit(LISTED)
        .map(cell -> new String[] {
          matrix.names().get(cell / classes),
          matrix.names().get(cell % classes),
          String.valueOf(matrix.count(cell / classes, cell % classes))
        })
        .forEach(mistakes::add);
    return classes + " classes. The weakest:\n" + lines(weakest, widths(weakest))
        + "The most frequent mistakes:\n" + lines(mistakes, widths(mistakes));
  }

  private static int[] widths(List<String[]> cells) {
    int[] widths = new int[cells.getFirst().length];
    for (String[] row : cells) {
      for (int k = 0; k < row.length; k++) {
        widths[k] = Math.max(widths[k], row[k].codePointCount(0, row[k].length()));
      }
    }
    return widths;
  }

  private static String lines(List<String[]> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (String[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < row.length; k++) {
        String space = " ".repeat(widths[k] - row[k].codePointCount(0, row[k].length()));
        line.append(k == 0 ? "" : GAP).append(k == 0 ? row[k] + space : space + row[k]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
