package dev.kasane.lessons.blog;

import dev.kasane.graph.Node;
import dev.kasane.nn.losses.Loss;
import dev.kasane.nn.metrics.Metric;

/**
 * A loss to look at while another is trained.
 *
 * @param loss what is measured
 */
record LossMetric(Loss loss) implements Metric {

  @Override
  public String name() {
    return loss.name();
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    return loss.apply(targets, outputs);
  }
}
