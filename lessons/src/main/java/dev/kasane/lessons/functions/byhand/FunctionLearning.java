package dev.kasane.lessons.functions.byhand;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * The training loop: draw samples, update, check.
 *
 * @param f the function to learn
 * @param low smallest x
 * @param high largest x
 * @param m samples of an update and intervals of the check
 * @param oneMore whether each update draws m + 1 samples but divides by m, as a loop from 0 to m inclusive does
 */
public record FunctionLearning(DoubleUnaryOperator f, double low, double high, int m, boolean oneMore) {

  /** Updates so many times; returns the check after each update. */
  public double[] train(FunctionNet net, int updates, Random random) {
    double[] curve = new double[updates];
    double[] xs = new double[oneMore ? m + 1 : m];
    double[] ts = new double[xs.length];
    for (int t = 0; t < updates; t++) {
      draw(xs, ts, random);
      net.update(xs, ts, m);
      curve[t] = check(net);
    }
    return curve;
  }

  /** Fills in random x, uniform from low to high, and f(x) for each. */
  public void draw(double[] xs, double[] ts, Random random) {
    for (int i = 0; i < xs.length; i++) {
      xs[i] = low + (high - low) * random.nextDouble();
      ts[i] = f.applyAsDouble(xs[i]);
    }
  }

  /** The sum, not the mean, of ½ (output − f(x))² over m + 1 equally spaced x. */
  public double check(FunctionNet net) {
    double sum = 0;
    for (int i = 0; i <= m; i++) {
      double x = low + (high - low) * i / m;
      double error = net.output(x) - f.applyAsDouble(x);
      sum += error * error / 2;
    }
    return sum;
  }
}
