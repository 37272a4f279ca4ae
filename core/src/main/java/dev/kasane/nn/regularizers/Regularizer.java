package dev.kasane.nn.regularizers;

import dev.kasane.graph.Node;

/** A penalty on a parameter, added to the loss: a record whose components are its settings. */
public interface Regularizer {

  /** The penalty as a scalar node. */
  Node penalty(Node parameter);
}
