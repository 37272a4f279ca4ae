package dev.kasane.nn.metrics;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts answers by true class and predicted class, on the host. Mutable; not thread-safe.
 *
 * <pre>{@code
 * ConfusionMatrix matrix = new ConfusionMatrix(10);
 * matrix.add(labels, model.predict(images));
 * System.out.println(matrix);
 * }</pre>
 */
public final class ConfusionMatrix {

  private static final int MAX_CLASSES = 10_000;
  private static final int COLUMNS = 100;

  private final List<String> names;
  private final long[][] counts;

  /**
   * Without counts, the classes named by their numbers.
   *
   * @param classes 2 to 10,000
   */
  public ConfusionMatrix(int classes) {
    this(numbers(classes));
  }

  /**
   * Without counts.
   *
   * @param names one for each class, in the order of their numbers; 2 to 10,000
   */
  public ConfusionMatrix(List<String> names) {
    checkClasses(names.size());
    this.names = List.copyOf(names);
    counts = new long[names.size()][names.size()];
  }

  private static List<String> numbers(int classes) {
    checkClasses(classes);
    return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  private static void checkClasses(int classes) {
    Checks.range("ConfusionMatrix", "classes", classes, 2, MAX_CLASSES);
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** The classes' names. */
  public List<String> names() {
    return names;
  }

  /**
   * Counts one answer.
   *
   * @throws IllegalArgumentException if a class is not 0 to classes − 1
   */
  public void add(int actual, int predicted) {
    Checks.range("ConfusionMatrix", "the true class", actual, 0, classes() - 1);
    Checks.range("ConfusionMatrix", "the predicted class", predicted, 0, classes() - 1);
    counts[actual][predicted]++;
  }

  /**
   * Counts a batch of answers; the largest output is the prediction, the first of equals.
   *
   * @param labels class numbers {@code (n)}, or one row a sample {@code (n, classes)}, the largest of which is the
   *     class
   * @param outputs {@code (n, classes)}
   * @throws IllegalArgumentException if shapes do not fit, a label is not a class, or an output is not a number;
   *     nothing is counted then
   */
  public void add(Tensor labels, Tensor outputs) {
    int samples = outputs.shape().rank() == 2 ? outputs.shape().dim(0) : -1;
    if (samples < 1 || outputs.shape().last() != classes()) {
      throw new IllegalArgumentException("ConfusionMatrix: expected outputs of shape (n, " + classes() + "), received "
          + outputs.shape());
    }
    boolean oneHot = labels.shape().equals(outputs.shape());
    if (!oneHot && labels.size() != samples) {
      throw new IllegalArgumentException("ConfusionMatrix: expected labels of shape (" + samples + ") or "
          + outputs.shape() + " for outputs of shape " + outputs.shape() + ", received " + labels.shape());
    }
    int[] actual = new int[samples];
    int[] predicted = new int[samples];
    for (int i = 0; i < samples; i++) {
      actual[i] = oneHot ? largest("labels", labels, i) : label(labels.data()[i], i);
      predicted[i] = largest("outputs", outputs, i);
    }
    for (int i = 0; i < samples; i++) {
      add(actual[i], predicted[i]);
    }
  }

  private int label(float value, int sample) {
    if (!(value >= 0 && value < classes() && value == (int) value)) {
      throw new IllegalArgumentException("ConfusionMatrix: the label of sample " + sample
          + " must be a whole number from 0 to " + (classes() - 1) + ", received " + value);
    }
    return (int) value;
  }

  private int largest(String what, Tensor rows, int sample) {
    int offset = sample * classes();
    int best = 0;
    for (int k = 0; k < classes(); k++) {
      float value = rows.data()[offset + k];
      if (Float.isNaN(value)) {
        throw new IllegalArgumentException(
            "ConfusionMatrix: " + what + " of sample " + sample + ": the value of class " + k + " is not a number");
      }
      if (value > rows.data()[offset + best]) {
        best = k;
      }
    }
    return best;
  }

  /** How many samples of a true class were given a predicted class. */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** All counts, rows by true class; a fresh copy. */
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /** All samples. */
  public long total() {
    return IntStream.range(0, classes()).mapToLong(this::actual).sum();
  }

  /** Samples whose true class it is. */
  public long actual(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  /** Samples that were given this class. */
  public long predicted(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  /** Samples that were given their true class. */
  public long right() {
    return IntStream.range(0, classes()).mapToLong(label -> counts[label][label]).sum();
  }

  /** The share of right answers; {@code NaN} without samples. */
  public double accuracy() {
    return (double) right() / total();
  }

  /** Of the samples of a class, the share that was recognized; {@code NaN} without such samples. */
  public double recall(int label) {
    return (double) counts[label][label] / actual(label);
  }

  /** Of the samples given a class, the share that belongs there; {@code NaN} without such samples. */
  public double precision(int label) {
    return (double) counts[label][label] / predicted(label);
  }

  /** The harmonic mean of precision and recall; {@code NaN} without samples of the class and answers that name it. */
  public double f1(int label) {
    return 2.0 * counts[label][label] / (actual(label) + predicted(label));
  }

  /** The table for a terminal of 100 columns. See {@link #toString(int)}. */
  @Override
  public String toString() {
    return toString(COLUMNS);
  }

  /**
   * A table for people: rows are true classes, columns predictions, with totals, recall and precision. Where it would
   * be wider than the terminal, the weakest classes and the most frequent mistakes are listed instead.
   *
   * @param columns of the terminal
   */
  public String toString(int columns) {
    return new ConfusionTable(this).print(columns);
  }
}
