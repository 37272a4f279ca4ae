package dev.kasane.nn.metrics;

import dev.kasane.graph.Node;

/**
 * A number people read to judge a model, the mean of a value per sample: a record whose components are its settings.
 */
public interface Metric {

  /** A short name, such as {@code accuracy}. */
  String name();

  /**
   * The value of each sample.
   *
   * @param targets {@code (n)} class indices, or {@code (n, ...)} of the output's shape
   * @param outputs the network's output {@code (n, ...)}
   * @return shape {@code (n)}
   */
  Node apply(Node targets, Node outputs);
}
