package dev.kasane.data;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A set over tensors in memory whose first axis is the samples. The tensors are kept, not copied. */
public final class TensorDataset implements Dataset {

  private final int size;
  private final List<Shape> inputShapes;
  private final List<Shape> targetShapes;
  private final List<String> classNames;
  private final List<Tensor> fields;

  /**
   * A set over inputs and targets.
   *
   * @param inputs at least one tensor {@code (samples, ...)}
   * @param targets tensors {@code (samples, ...)}; may be empty
   * @param classNames names by class index; may be empty
   * @throws IllegalArgumentException if there is no input, the sample counts differ or a tensor has no axis
   */
  public TensorDataset(List<Tensor> inputs, List<Tensor> targets, List<String> classNames) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Dataset: expected at least one input tensor, received none");
    }
    List<Tensor> all = new ArrayList<>(inputs);
    all.addAll(targets);
    for (int i = 0; i < all.size(); i++) {
      check(name(i, inputs.size()), all.get(i).shape(), all.getFirst().shape());
    }
    this.size = all.getFirst().shape().dim(0);
    this.inputShapes = inputs.stream().map(t -> t.shape().dropFirst()).toList();
    this.targetShapes = targets.stream().map(t -> t.shape().dropFirst()).toList();
    this.classNames = List.copyOf(classNames);
    this.fields = List.copyOf(all);
  }

  private static String name(int field, int inputs) {
    return field < inputs ? "input " + field : "target " + (field - inputs);
  }

  private static void check(String name, Shape shape, Shape first) {
    if (shape.rank() == 0) {
      throw new IllegalArgumentException(
          "Dataset: " + name + ": expected a first axis of samples, received a scalar. Reshape it to (1, ...).");
    }
    if (shape.dim(0) != first.dim(0)) {
      throw new IllegalArgumentException(
          "Dataset: expected one entry per sample in every tensor; input 0 "
              + first
              + " has "
              + first.dim(0)
              + " samples, "
              + name
              + " "
              + shape
              + " has "
              + shape.dim(0)
              + ". The first axis must be the samples.");
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Shape> inputShapes() {
    return inputShapes;
  }

  @Override
  public List<Shape> targetShapes() {
    return targetShapes;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public void read(int index, int field, float[] into, int offset) {
    Objects.checkIndex(index, size);
    float[] data = fields.get(field).data();
    int length = data.length / size;
    System.arraycopy(data, index * length, into, offset, length);
  }
}
