package dev.kasane.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under headings, in columns as wide as they need. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private record Column(String heading, boolean right) {}

  /** Adds a column whose cells begin at its left edge. */
  public TextTable left(String heading) {
    columns.add(new Column(heading, false));
    return this;
  }

  /** Adds a column whose cells end at its right edge, as numbers should. */
  public TextTable right(String heading) {
    columns.add(new Column(heading, true));
    return this;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if the count of cells is not that of the columns
   */
  public TextTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "TextTable: expected " + columns.size() + " cells in a row, received " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Headings, a rule and the rows, each line ended. */
  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(columns.get(c).heading());
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::heading).toList(), widths);
    int width = GAP.length() * (widths.length - 1);
    for (int each : widths) {
      width += each;
    }
    text.append("-".repeat(width)).append('\n');
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    int begin = text.length();
    for (int c = 0; c < widths.length; c++) {
      String cell = cells.get(c);
      String fill = " ".repeat(widths[c] - width(cell));
      text.append(c == 0 ? "" : GAP).append(columns.get(c).right() ? fill + cell : cell + fill);
    }
    while (text.length() > begin && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n');
  }

  /** Columns that a text takes: Chinese characters, kana and full-width forms take two. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x2E80 && c <= 0xFFDC && !(c >= 0xFF61 && c <= 0xFFDC) ? 2 : 1).sum();
  }
}
