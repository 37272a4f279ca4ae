package dev.kasane.lessons.blog;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.UpdateContext;
import dev.kasane.nn.schedules.Schedule;

/**
 * An optimizer of one's own: another one, with the gradients of one layer multiplied by a factor. The article takes the
 * mean of the filter's gradients and the sum of all others; this says so.
 *
 * @param optimizer does the rest
 * @param layer the layer's name, such as {@code conv2d_1}
 * @param factor what its gradients are multiplied by
 */
public record SlowedLayer(Optimizer optimizer, String layer, double factor) implements Optimizer {

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
    return new SlowedLayer(optimizer.withLearningRate(schedule), layer, factor);
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    boolean slowed = parameter.op() instanceof Op.Variable variable && variable.path().startsWith(layer + "/");
    return optimizer.update(context, parameter, slowed ? Ops.mul(gradient, factor) : gradient);
  }
}
