package dev.kasane.plan;

import dev.kasane.graph.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a softmax with its cross entropy that become one step, found by {@link LossSites}.
 *
 * @param logits z
 * @param target t, or the class numbers of which t is made
 * @param indices whether target holds class numbers
 * @param loss {@code Σ t · logSoftmax(z)} over the last axis, or its negative
 * @param negated whether it is the negative
 * @param share what each row's sum is given back by the loss: one number, or one for each row; null without gradient
 * @param gradient the gradient by z; null if nobody wants it
 * @param probabilities the softmax of z, if somebody reads it
 * @param inner what nobody else reads
 */
record LossSite(
    Node logits,
    Node target,
    boolean indices,
    Node loss,
    boolean negated,
    @Nullable Node share,
    @Nullable Node gradient,
    @Nullable Node probabilities,
    List<Node> inner) {

  /** All nodes that the step stands for. */
  List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(inner);
    nodes.addAll(results());
    return nodes;
  }

  /** What the step writes: loss, gradient, probabilities. */
  List<Node> results() {
    List<Node> results = new ArrayList<>(List.of(loss));
    if (gradient != null) {
      results.add(gradient);
    }
    if (probabilities != null) {
      results.add(probabilities);
    }
    return results;
  }
}
