package dev.kasane.backend.reference;

import dev.kasane.backend.Variables;
import dev.kasane.graph.ShapeException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** State kept in {@code double}. A value is replaced as a whole, never written into. */
public final class ReferenceVariables implements Variables {

  private record Variable(Shape shape, double[] value) {}

  private final Map<String, Variable> byPath = new LinkedHashMap<>();

  ReferenceVariables() {}

  @Override
  public Set<String> paths() {
    return Collections.unmodifiableSet(byPath.keySet());
  }

  @Override
  public Shape shape(String path) {
    return find(path).shape();
  }

  @Override
  public Tensor get(String path) {
    Variable variable = find(path);
    return Tensor.of(variable.shape(), Doubles.toFloats(variable.value()));
  }

  @Override
  public void set(String path, Tensor value) {
    setDouble(path, value.shape(), Doubles.of(value.data()));
  }

  /** A copy of a variable's value in full precision, row-major. */
  public double[] getDouble(String path) {
    return find(path).value().clone();
  }

  /** Changes a variable in full precision, row-major, creating it if need be. See {@link #set}. */
  public void setDouble(String path, Shape shape, double[] value) {
    if (value.length != shape.size()) {
      throw new IllegalArgumentException(
          "Variable " + path + ": shape " + shape + " needs " + shape.size() + " values, received " + value.length);
    }
    Variable known = byPath.get(path);
    if (known != null && !known.shape().equals(shape)) {
      throw new ShapeException("Variable " + path + ": expected shape " + known.shape() + ", received " + shape);
    }
    byPath.put(path, new Variable(shape, value.clone()));
  }

  /** Creates a variable as zeros, or checks the shape of the one that exists. */
  void declare(String path, Shape shape) {
    Variable known = byPath.putIfAbsent(path, new Variable(shape, new double[shape.size()]));
    if (known != null && !known.shape().equals(shape)) {
      throw new ShapeException(
          "Variable " + path + ": the graph expects shape " + shape + ", the stored one has " + known.shape());
    }
  }

  /** The array itself: not to be changed. */
  double[] current(String path) {
    return find(path).value();
  }

  /** Takes over the array as the new value. */
  void replace(String path, double[] value) {
    byPath.put(path, new Variable(find(path).shape(), value));
  }

  private Variable find(String path) {
    Variable variable = byPath.get(path);
    if (variable == null) {
      throw new IllegalArgumentException("There is no variable '" + path + "'; known: " + byPath.keySet());
    }
    return variable;
  }
}
