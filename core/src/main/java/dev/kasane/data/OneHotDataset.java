package dev.kasane.data;

import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Another set with its first target, a class index, read as a vector with a single 1. */
final class OneHotDataset implements Dataset {

  private final Dataset source;
  private final int classes;
  private final int field;
  private final List<Shape> targetShapes;

  OneHotDataset(Dataset source, int classes) {
    List<Shape> targets = source.targetShapes();
    if (targets.isEmpty() || targets.getFirst().size() != 1) {
      throw new IllegalArgumentException(
          "oneHot: expected class indices, target shape (), received target shapes " + targets);
    }
    if (classes < 1) {
      throw new IllegalArgumentException("oneHot: expected at least 1 class, received " + classes);
    }
    this.source = source;
    this.classes = classes;
    this.field = source.inputShapes().size();
    List<Shape> shapes = new ArrayList<>(targets);
    shapes.set(0, Shape.of(classes));
    this.targetShapes = List.copyOf(shapes);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public List<Shape> inputShapes() {
    return source.inputShapes();
  }

  @Override
  public List<Shape> targetShapes() {
    return targetShapes;
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public void read(int index, int field, float[] into, int offset) {
    if (field != this.field) {
      source.read(index, field, into, offset);
      return;
    }
    Objects.checkFromIndexSize(offset, classes, into.length);
    source.read(index, field, into, offset);
    int label = DatasetValues.label(into[offset], index, classes);
    Arrays.fill(into, offset, offset + classes, 0f);
    into[offset + label] = 1f;
  }
}
