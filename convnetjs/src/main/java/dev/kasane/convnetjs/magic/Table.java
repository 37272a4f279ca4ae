package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Vol;
import dev.kasane.data.readers.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A table for a {@link MagicNet}: columns of numbers and of texts, and a label to be learned.
 *
 * @param columns the feature columns
 * @param labelName the label column's name
 * @param classes the classes in order, numbers by size and texts alphabetically; empty for a regression
 * @param inputs one volume of 1 by 1 by n for each row
 * @param labels the class of each row; empty for a regression
 * @param values the number of each row, centred and scaled; empty for classes
 * @param labelMean what was subtracted from the values
 * @param labelDeviation what they were divided by
 * @param droppedRows rows without a label, which were left out
 */
public record Table(
    List<Column> columns,
    String labelName,
    List<String> classes,
    List<Vol> inputs,
    int[] labels,
    double[][] values,
    double labelMean,
    double labelDeviation,
    int droppedRows) {

  /** Fewer different whole numbers than this are classes, if nothing else is said. */
  private static final int FEW = 20;

  /** More numbers than this for one row would be a table with columns of free text. */
  private static final int WIDEST = 20_000;

  /**
   * Reads a CSV file in UTF-8 (RFC 4180).
   *
   * @throws ConvNetException if it is no table, or the label column is not there or says nothing
   * @throws IOException if it cannot be read
   */
  public static Table read(Path file, TableOptions options) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(file.toString(), in, options);
    }
  }

  /**
   * Reads the text of a CSV file.
   *
   * @param file what messages call it
   * @throws ConvNetException if it is no table, or the label column is not there or says nothing
   * @throws IOException if it cannot be read
   */
  public static Table read(String file, Reader in, TableOptions options) throws IOException {
    List<List<String>> rows = rows(file, in, options.separator());
    if (rows.isEmpty()) {
      throw new ConvNetException(file + ": expected a table, received an empty file");
    }
    boolean header = header(rows, options);
    List<String> names =
        header
            ? rows.removeFirst()
            : IntStream.range(0, rows.getFirst().size()).mapToObj(Integer::toString).toList();
    int label = labelColumn(file, names, options.label());
    int all = rows.size();
    rows.removeIf(row -> Column.missing(row.get(label)));
    if (rows.size() < 2) {
      throw new ConvNetException(file + ": expected at least two rows with a label in column '" + names.get(label)
          + "', received " + rows.size());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      if (i != label) {
        columns.add(Column.of(names.get(i), rows.stream().map(row -> row.get(column)).toList()));
      }
    }
    long width = columns.stream().mapToLong(Column::width).sum();
    if (width == 0 || width > WIDEST || width * rows.size() > Runtime.getRuntime().maxMemory() / 32) {
      String widest = columns.stream().max(Comparator.comparingInt(Column::width)).map(Column::name).orElse("");
      throw new ConvNetException(file + ": expected 1 to " + WIDEST + " numbers for each row, received " + width
          + (width == 0 ? ": there is no column but the label" : ": column '" + widest
              + "' has too many different texts; leave it out"));
    }
    List<String> texts = rows.stream().map(row -> row.get(label).strip()).toList();
    boolean classification = classification(file, texts, options.task());
    List<Vol> inputs = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      inputs.add(encode(columns, label, row));
    }
    List<String> classes = classification ? classes(texts) : List.of();
    int[] labels = classification ? texts.stream().mapToInt(classes::indexOf).toArray() : new int[0];
    Column numbers = classification ? new Column("", List.of(), 0, 1) : Column.of("", texts);
    double[][] values =
        classification
            ? new double[0][]
            : texts.stream()
                .map(text -> new double[] {(Double.parseDouble(text) - numbers.mean()) / numbers.deviation()})
                .toArray(double[][]::new);
    return new Table(
        columns, names.get(label), classes, inputs, labels, values, numbers.mean(), numbers.deviation(),
        all - rows.size());
  }

  private static List<List<String>> rows(String file, Reader in, char separator) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try {
      CsvParser parser = new CsvParser(file, separator, in);
      List<String> fields = new ArrayList<>();
      while (parser.next(fields)) {
        if (!rows.isEmpty() && rows.getFirst().size() != fields.size()) {
          throw new ConvNetException(file + ", line " + parser.line() + ": expected " + rows.getFirst().size()
              + " fields as in the first row, received " + fields.size()
              + (rows.getFirst().size() == 1 ? ": is there another separator?" : ""));
        }
        rows.add(fields.stream().map(String::strip).toList());
      }
    } catch (CharacterCodingException e) {
      throw new ConvNetException(file + ": expected text in UTF-8, received other bytes", e);
    }
    if (!rows.isEmpty() && rows.getFirst().getFirst().startsWith("\uFEFF")) {
      List<String> first = new ArrayList<>(rows.getFirst());
      first.set(0, first.getFirst().substring(1));
      rows.set(0, first);
    }
    return rows;
  }

  private static boolean header(List<List<String>> rows, TableOptions options) {
    List<String> first = rows.getFirst();
    return switch (options.header()) {
      case YES -> true;
      case NO -> false;
      case GUESS ->
          first.contains(options.label())
              || first.stream().noneMatch(Column::isNumber)
                  && rows.size() > 1
                  && rows.get(1).stream().anyMatch(Column::isNumber);
    };
  }

  private static int labelColumn(String file, List<String> names, String label) {
    int found = names.indexOf(label);
    if (found >= 0) {
      return found;
    }
    if (label.matches("-?[0-9]{1,6}")) {
      int number = Integer.parseInt(label);
      int column = number < 0 ? names.size() + number : number;
      if (column >= 0 && column < names.size()) {
        return column;
      }
    }
    throw new ConvNetException(file + ": expected a label column, one of "
        + names.stream().limit(20).toList() + " or a number from " + -names.size() + " to " + (names.size() - 1)
        + ", received '" + label + "'");
  }

  private static Vol encode(List<Column> columns, int label, List<String> row) {
    double[] numbers = new double[columns.stream().mapToInt(Column::width).sum()];
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).encode(row.get(i < label ? i : i + 1), numbers, at);
      at += columns.get(i).width();
    }
    return Vol.wrap(1, 1, numbers.length, numbers);
  }

  private static boolean classification(String file, List<String> labels, TableOptions.Task task) {
    boolean numbers = labels.stream().allMatch(Column::isNumber);
    return switch (task) {
      case CLASSIFICATION -> true;
      case REGRESSION -> {
        if (!numbers) {
          String text = labels.stream().filter(each -> !Column.isNumber(each)).findFirst().orElse("");
          throw new ConvNetException(file + ": label: expected numbers for a regression, received '" + text + "'");
        }
        yield false;
      }
      case GUESS ->
          !numbers
              || labels.stream().distinct().count() <= Math.min(FEW, Math.max(2, labels.size() / 5))
                  && labels.stream().allMatch(each -> Double.parseDouble(each) == Math.rint(Double.parseDouble(each)));
    };
  }

  private static List<String> classes(List<String> labels) {
    boolean numbers = labels.stream().allMatch(Column::isNumber);
    List<String> classes = new ArrayList<>(new TreeSet<>(labels));
    if (numbers) {
      classes.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    return classes;
  }

  /**
   * The input for a row that was not in the table.
   *
   * @param fields a text for each of {@link #columns}, in their order, without the label; empty for a missing one
   * @throws ConvNetException if there are more or fewer, or a column of numbers is given something else
   */
  public Vol input(List<String> fields) {
    if (fields.size() != columns.size()) {
      throw new ConvNetException("table: expected " + columns.size()
          + " fields, one for each column but the label, received " + fields.size());
    }
    for (int i = 0; i < fields.size(); i++) {
      Column column = columns.get(i);
      String field = fields.get(i).strip();
      if (column.numeric() && !Column.missing(field) && !Column.isNumber(field)) {
        throw new ConvNetException(
            "table: column '" + column.name() + "': expected a number, received '" + field + "'");
      }
    }
    return encode(columns, columns.size(), fields.stream().map(String::strip).toList());
  }

  /** Whether the label is classes. */
  public boolean classification() {
    return !classes.isEmpty();
  }

  /** Numbers for each row. */
  public int width() {
    return inputs.getFirst().length();
  }

  /** Some of the rows. */
  public Table rows(int[] which) {
    return new Table(
        columns, labelName, classes, Arrays.stream(which).mapToObj(inputs::get).toList(),
        classification() ? Arrays.stream(which).map(i -> labels[i]).toArray() : labels,
        classification() ? values : Arrays.stream(which).mapToObj(i -> values[i]).toArray(double[][]::new),
        labelMean, labelDeviation, droppedRows);
  }

  /** A search for a net that fits this table. */
  public MagicNet search(MagicNetOptions options) {
    return classification() ? new MagicNet(inputs, labels, options) : new MagicNet(inputs, values, options);
  }

  /** How well an ensemble does on this table: accuracy, or R² for a regression. */
  public double score(MagicNet ensemble) {
    double right = 0;
    double errors = 0;
    double mean = Arrays.stream(values).mapToDouble(row -> row[0]).average().orElse(0);
    double spread = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (classification()) {
        right += ensemble.predict(inputs.get(i)) == labels[i] ? 1 : 0;
      } else {
        errors += Math.pow(ensemble.predictSoft(inputs.get(i)).w()[0] - values[i][0], 2);
        spread += Math.pow(values[i][0] - mean, 2);
      }
    }
    return classification() ? right / inputs.size() : 1 - errors / Math.max(spread, Double.MIN_NORMAL);
  }

  /** How rows become numbers and answers become labels, to be saved beside an ensemble. */
  public Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("columns", columns.stream().map(Column::toJSON).toList());
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("name", labelName);
    if (classification()) {
      label.put("classes", classes);
    } else {
      label.put("mean", labelMean);
      label.put("deviation", labelDeviation);
    }
    json.put("label", label);
    return json;
  }
}
