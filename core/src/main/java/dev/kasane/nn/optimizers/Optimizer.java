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

  /** This optimizer with each element of each gradient limited to ±{@code limit}. */
  default Optimizer clipValue(double limit) {
    return new Clipped(this, Clipped.Kind.VALUE, limit);
  }

  /** This optimizer with each gradient scaled down to a norm of at most {@code limit}. */
  default Optimizer clipNorm(double limit) {
    return new Clipped(this, Clipped.Kind.NORM, limit);
  }

  /** This optimizer with all gradients scaled down together to a common norm of at most {@code limit}. */
  default Optimizer clipGlobalNorm(double limit) {
    return new Clipped(this, Clipped.Kind.GLOBAL_NORM, limit);
  }
}
