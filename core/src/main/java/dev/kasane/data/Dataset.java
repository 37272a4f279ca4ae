package dev.kasane.data;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;

/**
 * Samples that can be read by index. A sample has fields: its inputs first, then its targets, each with one shape for
 * all samples. Reads are safe from several threads at once.
 *
 * <p>Field {@code f} below {@code inputShapes().size()} is input {@code f}; the rest are the targets.
 */
public interface Dataset {

  /** Number of samples, at least 1. */
  int size();

  /** Shape of each input of one sample, without a batch axis; usually there is one. */
  List<Shape> inputShapes();

  /** Shape of each target of one sample; {@link Shape#SCALAR} for a class index. May be empty (nothing to learn). */
  List<Shape> targetShapes();

  /**
   * Copies one field of a sample, row-major, to {@code into[offset...]}.
   *
   * @param index sample, 0 to {@code size() - 1}
   * @param field 0 to {@code fieldCount() - 1}
   * @throws IndexOutOfBoundsException if index or field is outside its range, or the values do not fit
   */
  void read(int index, int field, float[] into, int offset);

  /** The names of the classes, by class index; empty when this is not a classification set or they have no names. */
  default List<String> classNames() {
    return List.of();
  }

  /** Number of fields: inputs and targets together. */
  default int fieldCount() {
    return inputShapes().size() + targetShapes().size();
  }

  /** The shape of one field of one sample. */
  default Shape fieldShape(int field) {
    List<Shape> inputs = inputShapes();
    return field < inputs.size() ? inputs.get(field) : targetShapes().get(field - inputs.size());
  }

  /**
   * A view of samples {@code from} (included) to {@code to} (excluded).
   *
   * @throws IllegalArgumentException if the range is empty or outside this set
   */
  default Dataset subset(int from, int to) {
    return SelectedDataset.range(this, from, to);
  }

  /**
   * A view of the samples with these indices, in this order.
   *
   * @throws IllegalArgumentException if there are none or one is outside this set
   */
  default Dataset select(int... indices) {
    return SelectedDataset.of(this, indices.clone());
  }

  /** The first {@code count} samples, or all of them if there are fewer. */
  default Dataset take(int count) {
    return count >= size() ? this : subset(0, count);
  }

  /**
   * Cuts a validation set off the end, before anything is shuffled: with {@code n} samples the training set is the
   * first {@code floor(n * (1 - validationShare))}, as in Keras and TensorFlow.js.
   *
   * @param validationShare above 0 and below 1
   * @throws IllegalArgumentException if the share is outside its range or leaves one of the two parts empty
   */
  default Split split(double validationShare) {
    return Split.of(this, validationShare);
  }

  /**
   * A view in which target 0, a class index, is read as a vector of {@code classes} numbers, 1 at the class and 0
   * elsewhere. Reading a sample whose label is not a whole number in 0 to {@code classes - 1} throws
   * {@link DataException}.
   *
   * @throws IllegalArgumentException if target 0 is not a scalar
   */
  default Dataset oneHot(int classes) {
    return new OneHotDataset(this, classes);
  }

  /** Input {@code input} of all samples as one tensor, first axis the samples. */
  default Tensor inputs(int input) {
    return DatasetValues.gather(this, input);
  }

  /** Target {@code target} of all samples as one tensor, first axis the samples. */
  default Tensor targets(int target) {
    return DatasetValues.gather(this, inputShapes().size() + target);
  }

  /**
   * Reads every value once and looks for {@code NaN} and infinities.
   *
   * @throws DataException that names the first such value: sample, field and position
   */
  default void checkFinite() {
    DatasetValues.checkFinite(this);
  }

  /**
   * Checks that target 0 is a class index of {@code classes} classes in every sample.
   *
   * @throws DataException that names the first sample for which it is not
   */
  default void checkLabels(int classes) {
    DatasetValues.checkLabels(this, classes);
  }

  /**
   * SHA-256 over shapes and values (as little-endian floats), in hexadecimal: equal for equal contents, however they
   * are stored. Reads everything, so ask once.
   */
  default String contentHash() {
    return DatasetValues.hash(this);
  }

  /**
   * A set over tensors whose first axis is the samples; nothing is copied.
   *
   * @param inputs {@code (samples, ...)}
   * @param targets {@code (samples, ...)}; {@code (samples)} for class indices
   * @throws IllegalArgumentException if the sample counts differ or a tensor has no axis
   */
  static Dataset of(Tensor inputs, Tensor targets) {
    return of(List.of(inputs), List.of(targets));
  }

  /** A set over several inputs and targets; the rules are those of {@link #of(Tensor, Tensor)}. */
  static Dataset of(List<Tensor> inputs, List<Tensor> targets) {
    return new TensorDataset(inputs, targets, List.of());
  }
}
