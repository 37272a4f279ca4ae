package dev.kasane.lessons.functions.byhand;

/** The road to a network in three steps, without learning: weights, then bias and activation, then two layers. */
public final class Neurons {

  private Neurons() {}

  /** One layer, nothing but weights: y = W x. */
  public static double[] weightsOnly(double[][] w, double[] x) {
    double[] y = new double[w.length];
    for (int to = 0; to < w.length; to++) {
      for (int from = 0; from < x.length; from++) {
        y[to] += w[to][from] * x[from];
      }
    }
    return y;
  }

  /** One layer with bias and activation: y = h(W x + b). */
  public static double[] layer(double[][] w, double[] b, Activation h, double[] x) {
    double[] y = weightsOnly(w, x);
    for (int to = 0; to < y.length; to++) {
      y[to] = h.of(y[to] + b[to]);
    }
    return y;
  }

  /** One input, hidden neurons, one output: the second layer adds up what the first made of x. */
  public static double network(Weights weights, Activation h, double x) {
    double[] hidden = layer(weights.w()[0], weights.b()[0], h, new double[] {x});
    return layer(weights.w()[1], weights.b()[1], Activation.IDENTITY, hidden)[0];
  }
}
