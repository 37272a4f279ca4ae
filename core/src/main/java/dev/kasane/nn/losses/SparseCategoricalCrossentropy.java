package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;

/**
 * {@code −ln p} of the right class, for targets that are class numbers 0 to classes − 1: outputs {@code (n, ...,
 * classes)}, targets {@code (n, ...)}. The mean over further axes. How p is computed: {@link CategoricalCrossentropy}.
 *
 * @param fromLogits whether the output is what a softmax would read
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {

  /** For outputs that are probabilities. */
  public SparseCategoricalCrossentropy() {
    this(false);
  }

  @Override
  public String name() {
    return "sparse_categorical_crossentropy";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    Node product = Ops.mul(PerSample.oneHot(targets, outputs), PerSample.logProbabilities(outputs, fromLogits));
    return PerSample.mean(Ops.neg(Ops.sum(product, -1)));
  }

  @Override
  public Shape targetShape(Shape output) {
    return PerSample.checkClasses(name(), output).without(-1);
  }

  @Override
  public int classes(Shape output) {
    return output.last();
  }
}
