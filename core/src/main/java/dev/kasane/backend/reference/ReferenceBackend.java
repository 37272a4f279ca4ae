package dev.kasane.backend.reference;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Variables;
import dev.kasane.graph.Graph;

/**
 * Interprets graphs node by node in {@code double}, on the calling thread. Slow on purpose: it is read to see what an
 * operation means, and run to check faster backends and derivatives.
 */
public final class ReferenceBackend implements Backend {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "plain loops in double, one thread";
  }

  @Override
  public ReferenceVariables newVariables() {
    return new ReferenceVariables();
  }

  /**
   * Makes a graph ready to run.
   *
   * @throws IllegalArgumentException if {@code variables} were not made by a reference backend
   */
  @Override
  public ReferenceExecutable prepare(Graph graph, Variables variables) {
    if (!(variables instanceof ReferenceVariables own)) {
      throw new IllegalArgumentException(
          "reference backend: expected variables made by its newVariables(), received "
              + variables.getClass().getName());
    }
    return new ReferenceExecutable(graph, own);
  }

  /** Does nothing: there are no threads and no memory to give back. */
  @Override
  public void close() {}
}
