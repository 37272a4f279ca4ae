package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.List;

/**
 * A table of numbers as colours.
 *
 * @param title what it shows
 * @param x what the columns are
 * @param y what the rows are
 * @param columns the columns' labels, from left to right
 * @param rows the rows' labels, from the top
 * @param values by row and column; NaN where there is none
 * @param value what the numbers are, with their unit
 * @param decimals decimals of the numbers that are written into the cells
 */
public record HeatMap(
    Text title, Text x, Text y, List<String> columns, List<String> rows, double[][] values, Text value, int decimals)
    implements Chart {

  /** Keeps copies of the lists and checks sizes. */
  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (values.length != rows.size()) {
      throw new IllegalArgumentException(
          "HeatMap: expected " + rows.size() + " rows of values, received " + values.length);
    }
    for (double[] row : values) {
      if (row.length != columns.size()) {
        throw new IllegalArgumentException(
            "HeatMap: expected " + columns.size() + " values in each row, received " + row.length);
      }
    }
  }

  @Override
  public Text description() {
    return Text.of(
        value.en() + " by " + y.en() + " (rows) and " + x.en() + " (columns).",
        value.ja() + "。行: " + y.ja() + "、列: " + x.ja() + "。");
  }
}
