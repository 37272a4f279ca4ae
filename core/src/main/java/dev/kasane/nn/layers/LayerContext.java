package dev.kasane.nn.layers;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** What a layer may ask for while it adds its nodes. */
public interface LayerContext {

  /** The graph being built. */
  Graph graph();

  /** The layer's name in the network, unique there; for messages. */
  String layerName();

  /** Whether the graph will train (dropout drops, batch normalization uses the batch) or predict. */
  boolean training();

  /**
   * A trainable parameter at {@code layerName/name}; the same one at each use of the layer.
   *
   * @param regularizer adds a penalty to the loss, or null
   */
  Node parameter(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer);

  /** A value kept between runs that no gradient changes, such as a running mean, at {@code layerName/name}. */
  Node state(String name, Shape shape, Initializer initializer);

  /** Says what a state becomes after this run. Ignored unless training. */
  void update(Node state, Node value);

  /**
   * Numbers uniform in [0, 1), new in every step, the same for the same model seed and step.
   *
   * @param purpose distinguishes several streams of one layer
   * @param shape axis 0 counts samples
   */
  Node random(String purpose, Shape shape);
}
