package dev.kasane.lessons.preparations.byhand;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Derivatives by differences. */
public final class Derivatives {

  private Derivatives() {}

  /** (f(x + d) − f(x)) / d: wrong by about ½ d f''(x). */
  public static double forward(DoubleUnaryOperator f, double x, double d) {
    return (f.applyAsDouble(x + d) - f.applyAsDouble(x)) / d;
  }

  /** (f(x + d) − f(x − d)) / 2d: wrong by about ⅙ d² f'''(x). */
  public static double central(DoubleUnaryOperator f, double x, double d) {
    return (f.applyAsDouble(x + d) - f.applyAsDouble(x - d)) / (2 * d);
  }

  /** The derivative by each variable in turn, the others held still: the gradient. */
  public static double[] gradient(ToDoubleFunction<double[]> f, double[] x, double d) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double old = x[i];
      x[i] = old + d;
      double right = f.applyAsDouble(x);
      x[i] = old - d;
      double left = f.applyAsDouble(x);
      x[i] = old;
      gradient[i] = (right - left) / (2 * d);
    }
    return gradient;
  }
}
