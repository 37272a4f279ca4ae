package dev.kasane.lessons.functions;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.report.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network that was trained with Kasane.
 *
 * @param task what it learned
 * @param h activation of its hidden layers
 * @param every updates between two checks
 * @param curve the checks
 * @param weights at the end
 */
public record Fit(FunctionTask task, Activation h, int every, double[] curve, Weights weights) {

  private static final int POINTS = 121;

  /**
   * Trains from a random start.
   *
   * @param updates a multiple of {@code every}
   * @param seed of start and samples
   * @param hidden neurons of each hidden layer
   */
  public static Fit train(FunctionTask task, Activation h, double rate, int updates, int every, long seed,
      int... hidden) {
    Random random = new Random(seed);
    Weights start = Weights.random(random, sizes(hidden));
    try (KasaneNet net = new KasaneNet(task.learning(), start, h, rate)) {
      double[] curve = net.train(updates, every, random);
      return new Fit(task, h, every, curve, net.weights());
    }
  }

  /** One for each seed of the context, as many at a time as it has threads. */
  public static List<Fit> trainAll(LessonContext context, FunctionTask task, Activation h, double rate, int updates,
      int every, int... hidden) {
    return context.overSeeds(seed -> train(task, h, rate, updates, every, seed, hidden));
  }

  /** The last checks of several fits. */
  public static Spread checks(List<Fit> fits) {
    return Spread.of(fits.stream().mapToDouble(Fit::check).toArray());
  }

  /** The checks of several fits after so many updates. */
  public static Spread checks(List<Fit> fits, int updates) {
    return Spread.of(fits.stream().mapToDouble(fit -> fit.check(updates)).toArray());
  }

  /** Sizes of all layers: {@code (10)} gives 1, 10, 1. */
  public static int[] sizes(int... hidden) {
    int[] sizes = new int[hidden.length + 2];
    Arrays.fill(sizes, 1);
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    return sizes;
  }

  /** The last check. */
  public double check() {
    return curve[curve.length - 1];
  }

  /** The check after so many updates, a multiple of {@link #every}. */
  public double check(int updates) {
    return curve[updates / every - 1];
  }

  /** The updates after which there was a check. */
  public double[] steps() {
    return IntStream.rangeClosed(1, curve.length).mapToDouble(i -> (double) i * every).toArray();
  }

  /** Equally spaced x over the range of the task. */
  public double[] xs() {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> task.low() + (task.high() - task.low()) * i / (POINTS - 1))
        .toArray();
  }

  /** The true values at {@link #xs}. */
  public double[] truth() {
    return Arrays.stream(xs()).map(task.f()).toArray();
  }

  /** The outputs at {@link #xs}. */
  public double[] outputs() {
    FFNN net = net();
    return Arrays.stream(xs()).map(net::output).toArray();
  }

  /** What each neuron of the last hidden layer adds to the output, value times weight: {@code [neuron][point]}. */
  public double[][] contributions() {
    FFNN net = net();
    int last = weights.w().length - 1;
    double[] xs = xs();
    double[][] parts = new double[weights.w()[last][0].length][xs.length];
    for (int point = 0; point < xs.length; point++) {
      double[] values = net.forward(xs[point])[last];
      for (int neuron = 0; neuron < parts.length; neuron++) {
        parts[neuron][point] = values[neuron] * weights.w()[last][0][neuron];
      }
    }
    return parts;
  }

  private FFNN net() {
    return new FFNN(weights, h, 0);
  }
}
