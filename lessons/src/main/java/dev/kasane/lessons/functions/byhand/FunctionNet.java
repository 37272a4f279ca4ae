package dev.kasane.lessons.functions.byhand;

/** A network with one input and one output that can learn from samples. */
public interface FunctionNet {

  /** The output for an input. */
  double output(double x);

  /**
   * Changes the weights once, by the gradient of ½ (output − target)².
   *
   * @param xs inputs
   * @param ts the target of each
   * @param divisor what the sum of the gradients is divided by: usually the number of samples
   */
  void update(double[] xs, double[] ts, double divisor);

  /** The weights as they are; not a copy. */
  Weights weights();
}
