package dev.kasane.data;

import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Some of the samples of another set, in an order of its own. */
final class SelectedDataset implements Dataset {

  private final Dataset source;
  private final int[] indices;

  private SelectedDataset(Dataset source, int[] indices) {
    this.source = source;
    this.indices = indices;
  }

  static Dataset range(Dataset source, int from, int to) {
    if (from < 0 || to > source.size() || from >= to) {
      throw new IllegalArgumentException(
          "subset: expected a range of at least one of " + source.size() + " samples, received " + from + " to " + to);
    }
    return of(source, IntStream.range(from, to).toArray());
  }

  static Dataset of(Dataset source, int[] indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("select: expected at least one sample, received none");
    }
    for (int index : indices) {
      if (index < 0 || index >= source.size()) {
        throw new IllegalArgumentException(
            "select: expected indices of " + source.size() + " samples, received " + index);
      }
    }
    if (source instanceof SelectedDataset inner) {
      int[] direct = IntStream.of(indices).map(i -> inner.indices[i]).toArray();
      return new SelectedDataset(inner.source, direct);
    }
    return new SelectedDataset(source, indices);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public List<Shape> inputShapes() {
    return source.inputShapes();
  }

  @Override
  public List<Shape> targetShapes() {
    return source.targetShapes();
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public void read(int index, int field, float[] into, int offset) {
    source.read(indices[Objects.checkIndex(index, indices.length)], field, into, offset);
  }
}
