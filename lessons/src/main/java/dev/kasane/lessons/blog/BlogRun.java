package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.sweep.Point;
import dev.kasane.train.Evaluation;
import dev.kasane.train.Model;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One training run, measured at several lengths: a run of 500,000 steps passes 2,000 on its way, so one run gives what
 * the article trained again and again for. It uses one thread: steps of networks this small leave no work for a second,
 * so runs are put side by side instead.
 *
 * @param steps when it was measured
 * @param test accuracy on the test images, in percent
 * @param train accuracy on the first {@value #SAMPLE} training images, in percent
 * @param loss categorical cross entropy of those training images
 * @param seconds time spent on training, without measuring; NaN if nobody looked at the clock
 */
public record BlogRun(int[] steps, double[] test, double[] train, double[] loss, double seconds) {

  /** How many training images are looked at when a run is measured. */
  public static final int SAMPLE = 10_000;

  /** Steps that are handed to {@code fit} at a time: enough to make its beginning cheap. */
  private static final int CHUNK = 2_000;

  private static final int EVALUATED_AT_ONCE = 500;

  /** Trains one of the article's networks, with its batches of 100. */
  public static BlogRun train(BlogNet net, double rate, long seed, BlogData data, int... lengths) {
    return train(() -> net.model(rate, BlogNets.BATCH), seed, data, lengths);
  }

  /**
   * Trains a network.
   *
   * @param network makes it, without weights
   * @param seed of first weights and batches: runs of one seed see the same batches
   * @param lengths numbers of steps after which to measure, ascending
   */
  public static BlogRun train(Supplier<Model> network, long seed, BlogData data, int... lengths) {
    try (CpuBackend backend = new CpuBackend(1);
        Model model = network.get().seed(seed).backend(backend)) {
      return train(model, seed, data, lengths);
    }
  }

  /** Trains a model that has a backend. See {@link #train(Supplier, long, BlogData, int...)}. */
  static BlogRun train(Model model, long seed, BlogData data, int... lengths) {
    int points = lengths.length;
    BlogRun run = new BlogRun(lengths.clone(), new double[points], new double[points], new double[points], 0);
    Random random = new Random(seed);
    Dataset sample = data.train().take(SAMPLE);
    long nanos = 0;
    int done = 0;
    for (int i = 0; i < points; i++) {
      long start = System.nanoTime();
      while (done < lengths[i]) {
        int steps = Math.min(CHUNK, lengths[i] - done);
        fit(model, data.draw(steps, BlogNets.BATCH, random), BlogNets.BATCH);
        done += steps;
      }
      nanos += System.nanoTime() - start;
      run.test[i] = 100 * model.evaluate(data.test(), EVALUATED_AT_ONCE).accuracy();
      Evaluation known = model.evaluate(sample, EVALUATED_AT_ONCE);
      run.train[i] = 100 * known.accuracy();
      run.loss[i] = known.loss();
    }
    return new BlogRun(run.steps, run.test, run.train, run.loss, nanos * 1e-9);
  }

  /**
   * What a sweep measured, at these lengths.
   *
   * @throws IllegalArgumentException if it was not measured at one of them
   */
  static BlogRun of(List<Point> points, int... lengths) {
    int count = lengths.length;
    BlogRun run = new BlogRun(lengths.clone(), new double[count], new double[count], new double[count], Double.NaN);
    for (int i = 0; i < count; i++) {
      int length = lengths[i];
      Point point = points.stream().filter(each -> each.step() == length).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("BlogRun: nothing was measured after " + length + " steps"));
      run.test[i] = point.get("test_accuracy");
      run.train[i] = point.get("train_accuracy");
      run.loss[i] = point.get("loss");
    }
    return run;
  }

  /** One step for each batch, in the order in which the samples were drawn. */
  public static void fit(Model model, Dataset drawn, int batch) {
    model.fit(drawn, fit -> fit.batchSize(batch).shuffle(false).checkData(false).quiet());
  }

  /** Accuracy on the test images at the end, in percent. */
  public double lastTest() {
    return test[test.length - 1];
  }

  /** The steps as positions of a chart. */
  public double[] xs() {
    double[] xs = new double[steps.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = steps[i];
    }
    return xs;
  }

  /**
   * Accuracy on the test images after so many steps, in percent.
   *
   * @throws IllegalArgumentException if it was not measured there
   */
  public double testAt(int length) {
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] == length) {
        return test[i];
      }
    }
    throw new IllegalArgumentException("BlogRun: nothing was measured after " + length + " steps");
  }
}
