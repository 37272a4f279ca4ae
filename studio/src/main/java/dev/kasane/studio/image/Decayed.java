package dev.kasane.studio.image;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.UpdateContext;
import dev.kasane.nn.schedules.Schedule;
import java.util.List;

/**
 * Adds the gradient of a penalty to the gradients of weights, not of biases, as ConvNetJS does: {@code g + l1 · sign(w)
 * + l2 · w}. Unlike a regularizer it can be changed while a model trains, and does not count in the loss.
 *
 * @param optimizer uses the sum
 * @param l1 at least 0
 * @param l2 at least 0
 */
record Decayed(Optimizer optimizer, double l1, double l2) implements Optimizer {

  @Override
  public String name() {
    return optimizer.name();
  }

  @Override
  public Schedule learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public Optimizer withLearningRate(Schedule schedule) {
    return new Decayed(optimizer.withLearningRate(schedule), l1, l2);
  }

  @Override
  public List<Node> transform(List<Node> gradients) {
    return optimizer.transform(gradients);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    Node sum = gradient;
    int rank = parameter.shape().rank();
    if (rank == 2 || rank == 4) {
      if (l2 > 0) {
        sum = Ops.add(sum, Ops.mul(parameter, l2));
      }
      if (l1 > 0) {
        sum = Ops.add(sum, Ops.mul(Ops.sign(parameter), l1));
      }
    }
    return optimizer.update(context, parameter, sum);
  }
}
