package dev.kasane.convnetjs;

/** What a net should answer: the second argument of {@link Trainer#train(Vol, Target)}. */
public sealed interface Target {

  /** A class, counted from 0, for softmax and svm; for a regression of one number, that number. */
  record Label(int value) implements Target {}

  /** One number, for a regression of one number. */
  record Value(double value) implements Target {}

  /** A number for each output of a regression. */
  record Values(double[] values) implements Target {}

  /** A number for one output of a regression; the others are left alone. */
  record Dimension(int dim, double val) implements Target {}

  /** A class. */
  static Target label(int label) {
    return new Label(label);
  }

  /** One number to be regressed. */
  static Target value(double value) {
    return new Value(value);
  }

  /** Numbers to be regressed. */
  static Target values(double... values) {
    return new Values(values);
  }

  /** One number of several to be regressed: ConvNetJS's {@code {dim: dim, val: val}}. */
  static Target dimension(int dim, double val) {
    return new Dimension(dim, val);
  }
}
