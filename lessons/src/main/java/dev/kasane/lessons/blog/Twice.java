package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.blog.byhand.Batch;
import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.lessons.blog.byhand.Perceptron;
import dev.kasane.lessons.blog.byhand.Start;
import dev.kasane.report.Numbers;
import dev.kasane.report.page.Page;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** The same start and batches through loops and through Kasane, and how far the weights are from each other then. */
final class Twice {

  static final int STEPS = 20;

  private static final int BATCH = 20;
  private static final int SAMPLES = 300;
  private static final double RATE = 0.001;

  private Twice() {}

  private interface Step {
    void train(double[][] x, double[][] t, double rate);
  }

  static Perceptron perceptron(Random random) {
    return new Perceptron(Start.normal(784, 10, random), Start.normal(10, random));
  }

  static HiddenNet hidden(Random random) {
    return new HiddenNet(Start.normal(784, 100, random), Start.normal(100, random), Start.normal(100, 10, random),
        Start.normal(10, random));
  }

  static OneFilterCnn cnn(Random random) {
    return new OneFilterCnn(Start.normal(5, 5, random), Start.normal(576, random), Start.normal(576, 10, random),
        Start.normal(10, random));
  }

  /** Says on a page how far they are apart. */
  static void tell(Page.Builder page, BlogNet net, BlogData data, long seed) {
    String apart = Numbers.general(distance(net, data, seed), 2);
    page.paragraph(
        "Both were given the same first weights and the same " + STEPS + " batches: afterwards no weight differs by "
            + "more than " + apart + ". What is left is rounding, since the loops compute in `double` and Kasane in "
            + "`float`.",
        "両方に同じ初期値と同じ " + STEPS + " 個のバッチを与えたところ、学習後の重みの差は最大でも " + apart + " でした。"
            + "残っているのは丸め誤差です。ループは `double`、Kasane は `float` で計算しています。");
  }

  /** The largest distance between weights after {@value #STEPS} steps. */
  static double distance(BlogNet net, BlogData data, long seed) {
    Random random = new Random(seed);
    return switch (net) {
      case PERCEPTRON -> {
        Perceptron hand = perceptron(random);
        yield distance(net, data, seed, hand::train, () -> Weights.of(hand));
      }
      case HIDDEN -> {
        HiddenNet hand = hidden(random);
        yield distance(net, data, seed, hand::train, () -> Weights.of(hand));
      }
      case CNN -> {
        OneFilterCnn hand = cnn(random);
        yield distance(net, data, seed, hand::train, () -> Weights.of(hand));
      }
    };
  }

  private static double distance(
      BlogNet net, BlogData data, long seed, Step byHand, Supplier<Map<String, Tensor>> weights) {
    Batch tables = BlogData.tables(data.train(), SAMPLES);
    int[] chosen = BlogData.indices(tables.images().length, STEPS * BATCH, new Random(seed));
    try (CpuBackend backend = new CpuBackend(1);
        Model model = net.model(RATE, BATCH).backend(backend)) {
      model.setWeights(weights.get());
      BlogRun.fit(model, data.train().select(chosen), BATCH);
      for (int i = 0; i < STEPS; i++) {
        Batch drawn =
            Batch.of(tables.images(), tables.labels(), Arrays.copyOfRange(chosen, i * BATCH, (i + 1) * BATCH));
        byHand.train(drawn.images(), drawn.labels(), RATE);
      }
      return Weights.distance(model, weights.get());
    }
  }
}
