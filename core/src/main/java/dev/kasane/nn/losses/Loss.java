package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.tensor.Shape;

/** What training makes small: a record whose components are its settings. */
public interface Loss {

  /** A short name, such as {@code sparse_categorical_crossentropy}. */
  String name();

  /**
   * The loss of each sample.
   *
   * @param targets {@code (n, ...)} as {@link #targetShape} says
   * @param outputs the network's output {@code (n, ...)}
   * @return shape {@code (n)}; the batch's loss is its mean
   */
  Node apply(Node targets, Node outputs);

  /**
   * The shape of one sample's target for an output.
   *
   * @param output the shape of one sample's output, without the batch axis
   * @throws dev.kasane.graph.ShapeException if the loss cannot judge such an output
   */
  Shape targetShape(Shape output);

  /**
   * How many classes a target may name, if targets are class numbers 0 to classes − 1; −1 if they are not. The trainer
   * checks labels by it before they reach the graph.
   *
   * @param output the shape of one sample's output, without the batch axis
   */
  default int classes(Shape output) {
    return -1;
  }
}
