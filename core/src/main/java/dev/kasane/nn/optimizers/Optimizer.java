package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.nn.schedules.Schedule;
import java.util.List;

/** How a gradient changes a parameter: a record whose components are its settings. */
public interface Optimizer {

  /** A short name, such as {@code adam}. */
  String name();

  /** The learning rate at each step. */
  Schedule learningRate();

  /** This optimizer with another learning rate. */
  Optimizer withLearningRate(Schedule schedule);

  /**
   * Changes all gradients before they are used, such as clipping by their common norm. The default leaves them.
   *
   * @param gradients one per trainable parameter
   */
  default List<Node> transform(List<Node> gradients) {
    return gradients;
  }

  /** Adds the nodes that compute a parameter's new value, and returns it. */
  Node update(UpdateContext context, Node parameter, Node gradient);
}
