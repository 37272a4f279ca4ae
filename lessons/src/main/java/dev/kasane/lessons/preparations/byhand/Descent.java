package dev.kasane.lessons.preparations.byhand;

import java.util.function.ToDoubleFunction;

/** Gradient descent on a function of any number of variables. */
public final class Descent {

  private static final double D = 1e-5;

  private Descent() {}

  /** Goes downhill step by step; returns the places passed, the start first: {@code path[step][variable]}. */
  public static double[][] path(ToDoubleFunction<double[]> f, double[] start, double rate, int steps) {
    double[][] path = new double[steps + 1][];
    path[0] = start.clone();
    for (int step = 1; step <= steps; step++) {
      double[] x = path[step - 1].clone();
      double[] gradient = Derivatives.gradient(f, x, D);
      for (int i = 0; i < x.length; i++) {
        x[i] -= rate * gradient[i];
      }
      path[step] = x;
    }
    return path;
  }
}
