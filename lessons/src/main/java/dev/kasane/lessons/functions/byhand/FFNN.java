package dev.kasane.lessons.functions.byhand;

/**
 * A feed-forward network of any number of layers that finds its gradient by backpropagation: one pass forward, one pass
 * back, whatever the number of parameters.
 */
public final class FFNN implements FunctionNet {

  private final double[][][] w;
  private final double[][] b;
  private final Activation h;
  private final double eta;
  private final double[][] values;
  private final double[][] deltas;

  /**
   * A network with these weights, which it will change. The output has no activation.
   *
   * @param weights its first weights
   * @param h follows the sums of hidden neurons
   * @param eta learning rate
   */
  public FFNN(Weights weights, Activation h, double eta) {
    this.w = weights.w();
    this.b = weights.b();
    this.h = h;
    this.eta = eta;
    values = new double[w.length + 1][];
    deltas = new double[w.length][];
    values[0] = new double[w[0][0].length];
    for (int layer = 0; layer < w.length; layer++) {
      values[layer + 1] = new double[b[layer].length];
      deltas[layer] = new double[b[layer].length];
    }
  }

  @Override
  public double output(double x) {
    return forward(x)[w.length][0];
  }

  /** All neurons' values for an input: {@code [layer][neuron]}, layer 0 is the input. The same array each time. */
  public double[][] forward(double x) {
    values[0][0] = x;
    for (int layer = 0; layer < w.length; layer++) {
      Activation activation = activation(layer);
      for (int to = 0; to < w[layer].length; to++) {
        double sum = b[layer][to];
        for (int from = 0; from < values[layer].length; from++) {
          sum += w[layer][to][from] * values[layer][from];
        }
        values[layer + 1][to] = activation.of(sum);
      }
    }
    return values;
  }

  private Activation activation(int layer) {
    return layer < w.length - 1 ? h : Activation.IDENTITY;
  }

  /** The gradient of ½ (output − target)², summed over the samples and divided. */
  public Weights gradient(double[] xs, double[] ts, double divisor) {
    Weights gradient = weights().zeros();
    for (int i = 0; i < xs.length; i++) {
      forward(xs[i]);
      backward(ts[i], gradient, divisor);
    }
    return gradient;
  }

  /** Walks from the output to the input: {@code delta} is the derivative of the loss by a neuron's sum. */
  private void backward(double target, Weights gradient, double divisor) {
    for (int layer = w.length - 1; layer >= 0; layer--) {
      for (int neuron = 0; neuron < w[layer].length; neuron++) {
        double error = 0;
        if (layer == w.length - 1) {
          error = values[layer + 1][neuron] - target;
        } else {
          for (int to = 0; to < w[layer + 1].length; to++) {
            error += w[layer + 1][to][neuron] * deltas[layer + 1][to];
          }
        }
        double delta = error * activation(layer).slope(values[layer + 1][neuron]);
        deltas[layer][neuron] = delta;
        gradient.b()[layer][neuron] += delta / divisor;
        for (int from = 0; from < values[layer].length; from++) {
          gradient.w()[layer][neuron][from] += delta * values[layer][from] / divisor;
        }
      }
    }
  }

  @Override
  public void update(double[] xs, double[] ts, double divisor) {
    weights().subtract(eta, gradient(xs, ts, divisor));
  }

  @Override
  public Weights weights() {
    return new Weights(w, b);
  }
}
