package dev.kasane.lessons.functions.byhand;

/**
 * A network that finds its gradient by trying: it moves each parameter a little and looks how the loss changes. Nothing
 * has to be derived, but everything is computed once more for each parameter.
 */
public final class NN implements FunctionNet {

  /** The usual step by which a parameter is moved. */
  public static final double D = 0.01;

  private final double[][][] w;
  private final double[][] b;
  private final Activation h;
  private final Activation sigma;
  private final double eta;
  private final double d;

  /**
   * A network with these weights, which it will change.
   *
   * @param weights its first weights
   * @param h follows the sums of hidden neurons
   * @param sigma follows the sum of the output
   * @param eta learning rate
   * @param d step of the forward difference
   */
  public NN(Weights weights, Activation h, Activation sigma, double eta, double d) {
    this.w = weights.w();
    this.b = weights.b();
    this.h = h;
    this.sigma = sigma;
    this.eta = eta;
    this.d = d;
  }

  @Override
  public double output(double x) {
    double[] values = {x};
    for (int layer = 0; layer < w.length; layer++) {
      Activation activation = layer < w.length - 1 ? h : sigma;
      double[] next = new double[b[layer].length];
      for (int to = 0; to < next.length; to++) {
        double sum = b[layer][to];
        for (int from = 0; from < values.length; from++) {
          sum += w[layer][to][from] * values[from];
        }
        next[to] = activation.of(sum);
      }
      values = next;
    }
    return values[0];
  }

  /** The sum of ½ (output − target)² over samples. */
  public double loss(double[] xs, double[] ts) {
    double sum = 0;
    for (int i = 0; i < xs.length; i++) {
      double error = output(xs[i]) - ts[i];
      sum += error * error / 2;
    }
    return sum;
  }

  /** (L(p + d) − L(p)) / d for each parameter p; L is the loss divided by the divisor. */
  public Weights gradient(double[] xs, double[] ts, double divisor) {
    Weights gradient = weights().copy();
    double loss = loss(xs, ts);
    for (int layer = 0; layer < w.length; layer++) {
      for (int to = 0; to < w[layer].length; to++) {
        for (int from = 0; from < w[layer][to].length; from++) {
          double p = w[layer][to][from];
          w[layer][to][from] = p + d;
          gradient.w()[layer][to][from] = (loss(xs, ts) - loss) / d / divisor;
          w[layer][to][from] = p;
        }
        double p = b[layer][to];
        b[layer][to] = p + d;
        gradient.b()[layer][to] = (loss(xs, ts) - loss) / d / divisor;
        b[layer][to] = p;
      }
    }
    return gradient;
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
