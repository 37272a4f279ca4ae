package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Metric;
import dev.kasane.sweep.Reporter;
import dev.kasane.sweep.Setting;
import dev.kasane.sweep.Settings;
import dev.kasane.report.Text;
import dev.kasane.train.Evaluation;
import dev.kasane.train.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One of the article's networks, for sweeps over learning rate, batch size and length. It is measured after 1, 2, 3, 4,
 * 5, 7, 10, 15, 20, 30 … steps and after the last.
 *
 * @param net which one
 * @param digits where MNIST comes from; asked when the first run begins, by several threads at once
 */
public record BlogExperiment(BlogNet net, Supplier<BlogData> digits) implements Experiment {

  private static final List<Long> TENTHS = List.of(10L, 15L, 20L, 30L, 40L, 50L, 70L);
  private static final int CHUNK = 2_000;
  private static final int EVALUATED_AT_ONCE = 500;

  /** The three networks. */
  public static List<Experiment> all(Supplier<BlogData> digits) {
    return List.of(
        new BlogExperiment(BlogNet.PERCEPTRON, digits),
        new BlogExperiment(BlogNet.HIDDEN, digits),
        new BlogExperiment(BlogNet.CNN, digits));
  }

  @Override
  public String name() {
    return "blog-" + net.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String about() {
    return "the blog's " + net.title().en() + " on MNIST";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.real("learning_rate", "for gradients summed over the batch", net.rate(), 1e-7, 10),
        Setting.whole("batch_size", "samples of a batch, drawn with replacement", BlogNets.BATCH, 1, 10_000),
        Setting.whole("steps", "batches to learn from", 3000, 1, 10_000_000));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric("test_accuracy", Text.of("test accuracy (%)", "テスト正解率 (%)"), true),
        new Metric("train_accuracy", Text.of("training accuracy (%)", "訓練正解率 (%)"), true),
        new Metric("loss", Text.of("training loss", "訓練データの損失"), false));
  }

  @Override
  public long steps(Settings settings) {
    return settings.whole("steps");
  }

  @Override
  public void run(Settings settings, long seed, Reporter reporter) {
    BlogData data = digits.get();
    int batch = settings.whole("batch_size");
    int last = settings.whole("steps");
    Dataset sample = data.train().take(BlogRun.SAMPLE);
    Random random = new Random(seed);
    try (CpuBackend backend = new CpuBackend(1);
        Model model = net.model(settings.real("learning_rate"), batch).seed(seed).backend(backend)) {
      int chunk = Math.max(1, CHUNK * BlogNets.BATCH / batch);
      int next = measuredAfter(0);
      boolean wanted = true;
      for (int done = 0; done < last && wanted; ) {
        int steps = Math.min(chunk, Math.min(next, last) - done);
        BlogRun.fit(model, data.draw(steps, batch, random), batch);
        done += steps;
        if (done == next || done == last) {
          Evaluation test = model.evaluate(data.test(), EVALUATED_AT_ONCE);
          Evaluation train = model.evaluate(sample, EVALUATED_AT_ONCE);
          wanted = reporter.report(done, Map.of("test_accuracy", 100 * test.accuracy(),
              "train_accuracy", 100 * train.accuracy(), "loss", train.loss()));
          next = measuredAfter(done);
        }
      }
    }
  }

  /** The first number above {@code steps} that is 1, 1.5, 2, 3, 4, 5 or 7 times a power of ten. */
  static int measuredAfter(int steps) {
    for (long power = 1; ; power *= 10) {
      for (long tenths : TENTHS) {
        long value = tenths * power / 10;
        if (tenths * power % 10 == 0 && value > steps) {
          return (int) Math.min(Integer.MAX_VALUE, value);
        }
      }
    }
  }
}
