package dev.kasane.backend;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.Set;

/**
 * State kept between runs, by path: weights, optimizer slots, running means. Values move in and out by copy, so that a
 * backend may keep them where and how it likes. Not to be touched while an executable that uses them runs.
 */
public interface Variables {

  /** The paths in order of creation. */
  Set<String> paths();

  /** Whether a path exists. */
  default boolean contains(String path) {
    return paths().contains(path);
  }

  /**
   * The shape of a variable.
   *
   * @throws IllegalArgumentException if there is no such path
   */
  Shape shape(String path);

  /** A copy of a variable's value. */
  Tensor get(String path);

  /**
   * Changes a variable, creating it if need be.
   *
   * @throws dev.kasane.graph.ShapeException if it exists with another shape
   */
  void set(String path, Tensor value);
}
