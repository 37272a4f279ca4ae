package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import java.util.List;

/**
 * A part of a network: an immutable record that adds nodes to a graph. It holds no weights; those are declared by name
 * through the {@link LayerContext} and live in the backend's variables. Applying the same instance twice in one network
 * shares its weights.
 *
 * <p>A layer's configuration is its record components: numbers, booleans, strings, enums, lists of numbers and other
 * such records. They are what a model file stores.
 */
public interface Layer {

  /** The word its default name is made from, such as {@code conv2d} for {@code conv2d_1}. */
  String kind();

  /**
   * Adds this layer's nodes. Called once per use and per graph.
   *
   * @param context gives the mode and declares parameters
   * @param inputs values whose axis 0 counts samples; most layers take exactly one
   * @return the layer's output, axis 0 counting samples
   * @throws dev.kasane.graph.ShapeException if the inputs' shapes do not fit
   */
  Node apply(LayerContext context, List<Node> inputs);
}
