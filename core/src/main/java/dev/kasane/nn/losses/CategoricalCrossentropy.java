package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;

/**
 * {@code −Σ target · ln p} over the classes of the last axis, the mean over further axes. Targets are probabilities of
 * the output's shape, usually one-hot.
 *
 * <p>If the output is a softmax, the loss is computed from what the softmax reads, exact and finite for all finite
 * values. Other outputs are taken as probabilities: divided by their sum and kept 1e−7 away from 0 and 1, as Keras
 * does.
 *
 * @param fromLogits whether the output is what a softmax would read
 * @param labelSmoothing share of each target that is spread evenly over all classes, at least 0 and below 1
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {

  /** Checks the range. */
  public CategoricalCrossentropy {
    Checks.fraction("CategoricalCrossentropy", "labelSmoothing", labelSmoothing);
  }

  /** For outputs that are probabilities, without smoothing. */
  public CategoricalCrossentropy() {
    this(false, 0);
  }

  @Override
  public String name() {
    return "categorical_crossentropy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node smooth = targets;
    if (labelSmoothing > 0) {
      smooth = Ops.add(Ops.mul(targets, 1 - labelSmoothing), labelSmoothing / outputs.shape().last());
    }
    Node product = Ops.mul(smooth, PerSample.logProbabilities(outputs, fromLogits));
    return PerSample.mean(Ops.neg(Ops.sum(product, -1)));
  }

  @Override
  public Shape targetShape(Shape output) {
    return PerSample.checkClasses(name(), output);
  }
}
