package dev.kasane.train;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.optimizers.UpdateContext.StepFunction;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A graph of a model for one mode and batch size, with what is needed to run it.
 *
 * @param graph inputs {@code input/NAME} and {@code target/NAME}; outputs {@code loss}, metrics, {@code output/NAME}
 * @param batch samples of a batch
 * @param parameters by path, in order of first use
 * @param slots of the optimizer, by path
 * @param scalars graph inputs that the host computes for each step
 * @param measures names of the scalar outputs, {@code loss} first; empty when predicting
 * @param values the node of each value of the network
 */
record ModelGraph(
    Graph graph,
    int batch,
    Map<String, Parameter> parameters,
    Map<String, Slot> slots,
    List<HostScalar> scalars,
    List<String> measures,
    List<Node> values) {

  /** The graph input for the learning rate. */
  static final String LEARNING_RATE = "learning_rate";

  /** A value kept by a layer: trained by gradients, or a state. */
  record Parameter(Shape shape, Initializer initializer, boolean trainable) {}

  /** A value kept by the optimizer for one parameter. */
  record Slot(Shape shape, double initial) {}

  /** A number that the host computes for each step. */
  record HostScalar(String input, StepFunction function) {}
}
