package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.data.TensorDataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a table of numbers from a CSV file (RFC 4180, UTF-8): every column is a feature but the target, and those that
 * are left out. The rows become inputs {@code (features)}; the target is a class index or a number.
 *
 * @param separator between fields, such as {@code ','}
 * @param header whether the first record names the columns; if not, they are called 0, 1, 2, ...
 * @param target the name of the target column
 * @param targetKind whether the target column holds class names or numbers
 * @param missing what to do with an empty field, {@code NA}, {@code NaN} or {@code ?} in a feature column
 * @param leftOut names of columns that are not read
 */
public record CsvReader(
    char separator, boolean header, String target, TargetKind targetKind, Missing missing, Set<String> leftOut) {

  private static final Set<String> MISSING = Set.of("", "NA", "NaN", "nan", "?", "null");

  /** What the target column holds. */
  public enum TargetKind {
    /** Names of classes: whole numbers are put in numeric order, other names in alphabetic order. */
    CLASS,
    /** Numbers: the target has shape {@code (1)}. */
    NUMBER
  }

  /** What becomes of a missing number. */
  public enum Missing {
    /** It is an error. */
    REJECT,
    /** It becomes the mean of the numbers that its column does have. */
    MEAN,
    /** It becomes 0. */
    ZERO
  }

  /** Checks the settings and keeps a copy of the names. */
  public CsvReader {
    if (separator == '"' || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException("CsvReader: a quote or line break cannot separate fields");
    }
    leftOut = Set.copyOf(leftOut);
  }

  /** Reads files with commas and a header whose target column holds class names; missing numbers are errors. */
  public static CsvReader classification(String target) {
    return new CsvReader(',', true, target, TargetKind.CLASS, Missing.REJECT, Set.of());
  }

  /** Reads files with commas and a header whose target column holds numbers; missing numbers are errors. */
  public static CsvReader regression(String target) {
    return new CsvReader(',', true, target, TargetKind.NUMBER, Missing.REJECT, Set.of());
  }

  /** The same with another separator. */
  public CsvReader withSeparator(char separator) {
    return new CsvReader(separator, header, target, targetKind, missing, leftOut);
  }

  /** The same for files without a header; columns are then called 0, 1, 2, ... */
  public CsvReader withoutHeader() {
    return new CsvReader(separator, false, target, targetKind, missing, leftOut);
  }

  /** The same with another way to treat missing numbers. */
  public CsvReader withMissing(Missing missing) {
    return new CsvReader(separator, header, target, targetKind, missing, leftOut);
  }

  /** The same without some columns. */
  public CsvReader without(String... columns) {
    Set<String> all = new HashSet<>(leftOut);
    all.addAll(Arrays.asList(columns));
    return new CsvReader(separator, header, target, targetKind, missing, all);
  }

  /**
   * Reads a file.
   *
   * @throws DataException if the file is missing or not UTF-8, a column is missing, a row has more or fewer fields than
   *     the first, a number cannot be read, or nothing is in it
   */
  public Dataset read(Path file) {
    ByteSource.requireFile(file);
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      in.mark(1);
      if (in.read() != '\uFEFF') {
        in.reset();
      }
      return new Table(file.toString(), new CsvParser(file.toString(), separator, in)).read();
    } catch (MalformedInputException e) {
      throw new DataException(
          file.toString(), "UTF-8 text", "bytes that are not", "Save the file as UTF-8, or unpack it first.", e);
    } catch (IOException e) {
      throw ByteSource.unreadable(file, e);
    }
  }

  /** One file on its way to becoming a dataset. */
  private final class Table {

    private final String where;
    private final CsvParser parser;
    private final List<String> fields = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final FloatList features = new FloatList();
    private final FloatList targets = new FloatList();
    private List<String> columns = List.of();
    private int[] featureColumns = {};
    private int targetColumn;

    Table(String where, CsvParser parser) {
      this.where = where;
      this.parser = parser;
    }

    Dataset read() throws IOException {
      boolean more = parser.next(fields);
      if (!more) {
        throw empty();
      }
      nameColumns();
      if (header) {
        more = parser.next(fields);
      }
      while (more) {
        row(where + ", line " + parser.line());
        more = parser.next(fields);
      }
      if (targets.size == 0) {
        throw empty();
      }
      return finish();
    }

    private DataException empty() {
      return new DataException(where, "at least one row of data", "none", "Check that this is the file you meant.");
    }

    private void nameColumns() {
      columns = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(header ? fields.get(i).strip() : String.valueOf(i));
      }
      List<String> wanted = new ArrayList<>(leftOut);
      wanted.add(target);
      for (String name : wanted) {
        if (!columns.contains(name)) {
          throw new DataException(
              where, "a column \"" + name + "\"", "columns " + columns, "Name one of these columns.");
        }
      }
      targetColumn = columns.indexOf(target);
      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if (i != targetColumn && !leftOut.contains(columns.get(i))) {
          chosen.add(i);
        }
      }
      if (chosen.isEmpty()) {
        throw new DataException(
            where, "a feature column beside \"" + target + "\"", "columns " + columns, "Check the separator.");
      }
      featureColumns = chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private void row(String line) {
      if (fields.size() != columns.size()) {
        throw new DataException(
            line,
            columns.size() + " fields, as in the first line",
            fields.size() + " fields",
            "Correct the line; fields that hold the separator must stand in quotes.");
      }
      for (int column : featureColumns) {
        features.add(feature(line, column));
      }
      String text = fields.get(targetColumn).strip();
      if (MISSING.contains(text)) {
        throw new DataException(
            line + ", column \"" + target + "\"", "a target", "a missing value", "Fill it in or remove the line.");
      }
      targets.add(
          switch (targetKind) {
            case CLASS -> classes.computeIfAbsent(text, _ -> classes.size());
            case NUMBER -> number(line, targetColumn, text);
          });
    }

    /** The number in a field; NaN stands for a missing one until the column's mean is known. */
    private float feature(String line, int column) {
      String text = fields.get(column).strip();
      if (!MISSING.contains(text)) {
        return number(line, column, text);
      }
      return switch (missing) {
        case ZERO -> 0f;
        case MEAN -> Float.NaN;
        case REJECT ->
            throw new DataException(
                line + ", column \"" + columns.get(column) + "\"",
                "a number",
                "a missing value",
                "Fill it in, remove the line, or choose a replacement for missing values.");
      };
    }

    private float number(String line, int column, String text) {
      try {
        float value = Float.parseFloat(text);
        // Java also reads "1f" and "1d" as numbers; no other program does.
        if (Float.isFinite(value) && !Character.isLetter(text.charAt(text.length() - 1))) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below together with numbers beyond a float's range.
      }
      throw new DataException(
          line + ", column \"" + columns.get(column) + "\"",
          "a number",
          "\"" + shorten(text) + "\"",
          "Correct it, or leave the column out.");
    }

    private static String shorten(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private Dataset finish() {
      int rows = targets.size;
      Tensor inputs = Tensor.of(Shape.of(rows, featureColumns.length), features.toArray());
      if (missing == Missing.MEAN) {
        for (int column = 0; column < featureColumns.length; column++) {
          fillWithMean(inputs, column);
        }
      }
      float[] target = targets.toArray();
      if (targetKind == TargetKind.NUMBER) {
        return new TensorDataset(List.of(inputs), List.of(Tensor.of(Shape.of(rows, 1), target)), List.of());
      }
      List<String> names = inOrder();
      // Classes were numbered as they came; now each has a place in their order.
      float[] rank = new float[names.size()];
      for (int i = 0; i < names.size(); i++) {
        rank[Objects.requireNonNull(classes.get(names.get(i)))] = i;
      }
      for (int i = 0; i < rows; i++) {
        target[i] = rank[(int) target[i]];
      }
      return new TensorDataset(List.of(inputs), List.of(Tensor.of(Shape.of(rows), target)), names);
    }

    private void fillWithMean(Tensor inputs, int column) {
      float[] values = inputs.data();
      int width = featureColumns.length;
      double sum = 0;
      int present = 0;
      for (int i = column; i < values.length; i += width) {
        if (!Float.isNaN(values[i])) {
          sum += values[i];
          present++;
        }
      }
      if (present == 0) {
        throw new DataException(
            where + ", column \"" + columns.get(featureColumns[column]) + "\"",
            "at least one number to take the mean of",
            "missing values only",
            "Leave the column out.");
      }
      for (int i = column; i < values.length; i += width) {
        if (Float.isNaN(values[i])) {
          values[i] = (float) (sum / present);
        }
      }
    }

    private List<String> inOrder() {
      List<String> names = new ArrayList<>(classes.keySet());
      boolean numbers = names.stream().allMatch(n -> n.matches("-?\\d{1,18}"));
      names.sort(
          numbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder());
      return names;
    }
  }

  /** Floats in an array that grows. */
  private static final class FloatList {

    private float[] values = new float[1024];
    private int size;

    void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 16, 2L * size));
      }
      values[size++] = value;
    }

    float[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
