package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;
import java.util.stream.IntStream;

/** What losses share: reductions to one number a sample, stable logarithms, checks of shapes. */
final class PerSample {

  /** Keras's distance of probabilities from 0 and 1. */
  static final double EPSILON = 1e-7;

  private PerSample() {}

  /** Means over all axes but the first. */
  static Node mean(Node x) {
    int[] axes = IntStream.range(1, x.shape().rank()).toArray();
    return axes.length == 0 ? x : Ops.mean(x, axes);
  }

  /**
   * The logarithm of each class's probability. If the output is a softmax, it is computed from the softmax's input: no
   * probability can vanish then, and the derivative is {@code p − target}.
   */
  static Node logProbabilities(Node outputs, boolean fromLogits) {
    if (outputs.op() instanceof Op.Softmax) {
      return Ops.logSoftmax(outputs.input(0));
    }
    if (fromLogits) {
      return Ops.logSoftmax(outputs);
    }
    Node sum = Ops.max(Ops.sumKeepDims(outputs, -1), EPSILON);
    return Ops.log(Ops.clip(Ops.div(outputs, sum), EPSILON, 1 - EPSILON));
  }

  /** Whether the output is a sigmoid, whose input can be used instead. */
  static boolean isSigmoid(Node outputs) {
    return outputs.op() instanceof Op.Unary unary && unary.function() == UnaryFunction.SIGMOID;
  }

  /** Class numbers as rows that are 1 at the class and 0 elsewhere. */
  static Node oneHot(Node targets, Node outputs) {
    return Ops.oneHot(targets, outputs.shape().last());
  }

  /** Fails unless the last axis of one sample's output holds at least two classes. */
  static Shape checkClasses(String loss, Shape output) {
    if (output.rank() == 0 || output.last() < 2) {
      throw new ShapeException(loss + ": expected an output of at least 2 classes on the last axis, received samples of"
          + " shape " + output + "; use as many units as there are classes, or binary_crossentropy for a single one");
    }
    return output;
  }
}
