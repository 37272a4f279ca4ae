package dev.kasane.nn;

import dev.kasane.nn.losses.BinaryCrossentropy;
import dev.kasane.nn.losses.CategoricalCrossentropy;
import dev.kasane.nn.losses.Hinge;
import dev.kasane.nn.losses.Huber;
import dev.kasane.nn.losses.MeanAbsoluteError;
import dev.kasane.nn.losses.MeanSquaredError;
import dev.kasane.nn.losses.SparseCategoricalCrossentropy;

/** Makes losses. */
public final class Losses {

  private Losses() {}

  /** Cross entropy for one-hot targets and a network that ends with softmax. */
  public static CategoricalCrossentropy categoricalCrossentropy() {
    return new CategoricalCrossentropy();
  }

  /** Cross entropy for one-hot targets. See {@link CategoricalCrossentropy}. */
  public static CategoricalCrossentropy categoricalCrossentropy(boolean fromLogits, double labelSmoothing) {
    return new CategoricalCrossentropy(fromLogits, labelSmoothing);
  }

  /** Cross entropy for class numbers and a network that ends with softmax. */
  public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
    return new SparseCategoricalCrossentropy();
  }

  /** Cross entropy for class numbers; {@code fromLogits} if the network ends without softmax. */
  public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy(boolean fromLogits) {
    return new SparseCategoricalCrossentropy(fromLogits);
  }

  /** Cross entropy of yes-or-no questions, for a network that ends with sigmoid. */
  public static BinaryCrossentropy binaryCrossentropy() {
    return new BinaryCrossentropy();
  }

  /** Cross entropy of yes-or-no questions; {@code fromLogits} if the network ends without sigmoid. */
  public static BinaryCrossentropy binaryCrossentropy(boolean fromLogits) {
    return new BinaryCrossentropy(fromLogits);
  }

  /** The mean squared distance. */
  public static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }

  /** The mean distance. */
  public static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /** Squared near the target, linear far from it; the change is at distance 1. */
  public static Huber huber() {
    return new Huber();
  }

  /** Squared near the target, linear far from it; the change is at distance {@code delta}. */
  public static Huber huber(double delta) {
    return new Huber(delta);
  }

  /** Multi-class support vector machine, for class numbers. */
  public static Hinge hinge() {
    return new Hinge();
  }
}
