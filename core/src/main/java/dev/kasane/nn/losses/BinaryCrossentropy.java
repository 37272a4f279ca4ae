package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;

/**
 * {@code −t · ln p − (1 − t) · ln(1 − p)}, the mean over all values of a sample, each a question of its own. Targets
 * are 0 to 1, of the output's shape.
 *
 * <p>If the output is a sigmoid, the loss is computed from what the sigmoid reads, z: {@code ln(1 + eᶻ) − z · t}, which
 * is {@code max(z, 0) − z · t + ln(1 + exp(−|z|))}, finite for all finite z. Other outputs are taken as probabilities
 * and kept 1e−7 away from 0 and 1, as Keras does.
 *
 * @param fromLogits whether the output is what a sigmoid would read
 */
public record BinaryCrossentropy(boolean fromLogits) implements Loss {

  /** For outputs that are probabilities. */
  public BinaryCrossentropy() {
    this(false);
  }

  @Override
  public String name() {
    return "binary_crossentropy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    if (PerSample.isSigmoid(outputs)) {
      return PerSample.mean(ofLogits(targets, outputs.input(0)));
    }
    return PerSample.mean(fromLogits ? ofLogits(targets, outputs) : ofProbabilities(targets, outputs));
  }

  private static Node ofLogits(Node targets, Node logits) {
    return Ops.sub(Ops.softplus(logits), Ops.mul(logits, targets));
  }

  private static Node ofProbabilities(Node targets, Node outputs) {
    Node p = Ops.clip(outputs, PerSample.EPSILON, 1 - PerSample.EPSILON);
    Node right = Ops.mul(targets, Ops.log(p));
    Node wrong = Ops.mul(Ops.sub(1, targets), Ops.log(Ops.sub(1, p)));
    return Ops.neg(Ops.add(right, wrong));
  }

  @Override
  public Shape targetShape(Shape output) {
    return output;
  }
}
