package dev.kasane.lessons.functions;

import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.FunctionNet;
import dev.kasane.lessons.functions.byhand.NN;
import dev.kasane.lessons.functions.byhand.Weights;
import java.util.Random;

/**
 * Microseconds for one update with 21 samples.
 *
 * @param numerical by hand, forward difference
 * @param backpropagation by hand
 * @param kasane samples drawn before and handed over included
 */
record GradientTimes(double numerical, double backpropagation, double kasane) {

  private static final int KASANE_UPDATES = 500;

  /** The best of several measurements, each of about so many seconds. */
  static GradientTimes measure(Weights start, double seconds) {
    NN numerical = new NN(start.copy(), Activation.TANH, Activation.IDENTITY, 0.01, NN.D);
    FFNN backpropagation = new FFNN(start.copy(), Activation.TANH, 0.01);
    try (KasaneNet kasane = new KasaneNet(FunctionTask.CUBIC.learning(), start, Activation.TANH, 0.01)) {
      return new GradientTimes(
          best(() -> update(numerical), seconds),
          best(() -> update(backpropagation), seconds),
          best(() -> kasane.train(KASANE_UPDATES, new Random(1)), seconds) / KASANE_UPDATES);
    }
  }

  private static void update(FunctionNet net) {
    double[] xs = new double[FunctionTask.M + 1];
    double[] ts = new double[xs.length];
    FunctionTask.CUBIC.learning().draw(xs, ts, new Random(1));
    net.update(xs, ts, FunctionTask.M);
  }

  private static double best(Runnable action, double seconds) {
    double best = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 4; attempt++) {
      long begin = System.nanoTime();
      int count = 0;
      do {
        action.run();
        count++;
      } while (System.nanoTime() - begin < seconds / 4 * 1e9);
      best = Math.min(best, (System.nanoTime() - begin) / 1e3 / count);
    }
    return best;
  }
}
