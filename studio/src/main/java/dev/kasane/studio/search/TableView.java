package dev.kasane.studio.search;

import dev.kasane.convnetjs.magic.Column;
import dev.kasane.convnetjs.magic.Table;
import dev.kasane.convnetjs.magic.TableOptions;
import dev.kasane.data.DataException;
import dev.kasane.studio.server.RequestException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a page says about a table.
 *
 * @param name of the file or example
 * @param rows that have a label
 * @param droppedRows that have none
 * @param inputs numbers that a network gets for a row
 * @param columns all but the label
 * @param label the label column's name
 * @param classes the classes; empty for a regression
 * @param counts how many rows of each class there are
 * @param baseline accuracy of always answering the most frequent class; 0 for a regression, whose measure R² is 0 for
 *     the mean
 */
record TableView(
    String name,
    int rows,
    int droppedRows,
    int inputs,
    List<ColumnView> columns,
    String label,
    List<String> classes,
    int[] counts,
    double baseline) {

  /** Different texts of a column that the page is told. */
  private static final int SHOWN = 100;

  /**
   * A column.
   *
   * @param values the different texts, at most {@value #SHOWN}; empty for numbers
   * @param mean of numbers
   */
  record ColumnView(String name, boolean numeric, List<String> values, double mean) {

    private static ColumnView of(Column column) {
      return new ColumnView(
          column.name(), column.numeric(), column.values().stream().limit(SHOWN).toList(), column.mean());
    }
  }

  static TableView of(String name, Table table) {
    int[] counts = new int[table.classes().size()];
    for (int label : table.labels()) {
      counts[label]++;
    }
    int most = 0;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    int rows = table.inputs().size();
    return new TableView(
        name, rows, table.droppedRows(), table.width(), table.columns().stream().map(ColumnView::of).toList(),
        table.labelName(), table.classes(), counts, (double) most / rows);
  }

  /** Reads a table from bytes that somebody sent. */
  static Table read(String name, byte[] csv, TableOptions options) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
      return Table.read(name, new StringReader(text), options);
    } catch (CharacterCodingException e) {
      throw new RequestException(name + ": expected text in UTF-8, received other bytes");
    } catch (DataException e) {
      throw new RequestException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory failed", e);
    }
  }
}
