package dev.kasane.backend;

import dev.kasane.graph.Graph;

/**
 * A way to execute graphs. Threads and memory it needs are its own; {@link #close} ends them.
 */
public interface Backend extends AutoCloseable {

  /** A short name, such as {@code cpu} or {@code reference}. */
  String name();

  /** One line for people: what it computes with. */
  String description();

  /** Fresh, empty storage for variables, to be shared by the executables of one model. */
  Variables newVariables();

  /**
   * Makes a graph ready to run. The graph must not change afterwards. Variables that the storage lacks are created as
   * zeros; those it has must have the same shape.
   *
   * @throws dev.kasane.graph.ShapeException if a stored variable has another shape
   */
  Executable prepare(Graph graph, Variables variables);

  @Override
  void close();
}
