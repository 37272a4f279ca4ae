package dev.kasane.lessons.blog;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.lessons.blog.byhand.Functions;
import dev.kasane.nn.losses.Loss;
import dev.kasane.nn.metrics.Metric;
import dev.kasane.tensor.Shape;

/**
 * The loss that the article prints, {@code −Σ t · ln(y + δ) + (1 − t) · ln(1 − y + δ)}: a loss of one's own, which can
 * be trained with or, as a metric, only looked at.
 */
public record OneVsRest() implements Loss, Metric {

  @Override
  public String name() {
    return "one_vs_rest";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node right = Ops.mul(targets, Ops.log(Ops.add(outputs, Functions.DELTA)));
    Node wrong = Ops.mul(Ops.sub(1, targets), Ops.log(Ops.add(Ops.sub(1, outputs), Functions.DELTA)));
    return Ops.neg(Ops.sum(Ops.add(right, wrong), -1));
  }

  @Override
  public Shape targetShape(Shape output) {
    return output;
  }
}
