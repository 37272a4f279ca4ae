package dev.kasane.studio.browser;

import com.microsoft.playwright.Page;
import dev.kasane.data.Dataset;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.studio.StudioCallback;
import dev.kasane.studio.StudioOptions;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.TrainingControl;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.TrainingRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures what watching costs: one run on MNIST, with the page closed and open in turn, and the ratio of images per
 * second. Arguments: the room that is open (runs), how many pairs (8), seconds each is measured (4).
 */
final class StudioCost {

  private static final int BATCH = 128;

  private StudioCost() {}

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** What the browser has computed so far; on a machine that does other things too, this tells more than the ratio. */
  private static double browserSeconds() {
    return ProcessHandle.current().descendants()
        .mapToDouble(process -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) * 1e-9).sum();
  }

  private static Model network() {
    return Sequential.of(
            Layers.input(28, 28, 1),
            Layers.conv2d(16, 3).activation(ActivationFunction.RELU),
            Layers.maxPool2d(2),
            Layers.conv2d(32, 3).activation(ActivationFunction.RELU),
            Layers.maxPool2d(2),
            Layers.conv2d(32, 3).activation(ActivationFunction.RELU),
            Layers.flatten(),
            Layers.dense(64).activation(ActivationFunction.RELU),
            Layers.dense(10).activation(ActivationFunction.SOFTMAX))
        .compile(Optimizers.adam(), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
  }

  public static void main(String[] args) throws InterruptedException {
    String room = args.length > 0 ? args[0] : "runs";
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 4;
    var data = Mnist.load(StudioBrowser.DATA.resolve("mnist"));
    Dataset train = data.train();
    LongAdder samples = new LongAdder();
    TrainingControl control = new TrainingControl();
    try (StudioBrowser browser = StudioBrowser.open(new StudioOptions(0, StudioBrowser.DATA, 1));
        Model model = network()) {
      StudioCallback callback = StudioCallback.in(browser.studio(), "cost", model, train, data.test());
      Thread training = Thread.ofPlatform().daemon().start(() -> model.fit(train, fit -> fit.epochs(1_000_000)
          .batchSize(BATCH).quiet().control(control).callbacks(callback, new Callback() {
            @Override
            public void onBatchEnd(TrainingRun run, BatchEvent batch) {
              samples.add(batch.samples());
            }
          })));
      Page page = browser.room(room);
      String there = page.url();
      LongAdder updates = new LongAdder();
      page.onRequest(request -> {
        if (request.url().contains("/api/")) {
          updates.increment();
        }
      });
      double openSeconds = 0;
      double openCpu = 0;
      long openUpdates = 0;
      Thread.sleep(5_000);
      double[] ratios = new double[pairs];
      double[] shares = new double[pairs];
      for (int i = 0; i < pairs; i++) {
        double[] speed = new double[2];
        double browserShare = 0;
        // Which comes first alternates, so that a drift of the machine favours neither.
        for (int half = 0; half < 2; half++) {
          int open = (i + half) % 2;
          page.navigate(open == 1 ? there : "about:blank");
          // Loading the page is not watching it.
          page.waitForTimeout(1_500);
          long before = samples.sum();
          double cpu = browserSeconds();
          long asked = updates.sum();
          long start = System.nanoTime();
          page.waitForTimeout(1_000 * seconds);
          double took = (System.nanoTime() - start) * 1e-9;
          speed[open] = (samples.sum() - before) / took;
          if (open == 1) {
            browserShare = (browserSeconds() - cpu) / took / CORES;
            openSeconds += took;
            openCpu += browserSeconds() - cpu;
            openUpdates += updates.sum() - asked;
          }
        }
        ratios[i] = speed[1] / speed[0];
        shares[i] = browserShare;
        System.out.printf(
            "closed %.0f images/s, open %.0f images/s, ratio %.3f; the browser took %.2f %% of %d cores%n",
            speed[0], speed[1], ratios[i], 100 * browserShare, CORES);
      }
      control.stop();
      training.join();
      System.out.printf("%d requests in %.0f s, each %.1f ms of the browser's processor time, drawing included%n",
          openUpdates, openSeconds, 1_000 * openCpu / Math.max(1, openUpdates));
      double[] sorted = ratios.clone();
      Arrays.sort(sorted);
      Arrays.sort(shares);
      System.out.printf("the browser's share of the cores: median %.2f %%%n",
          50 * (shares[(pairs - 1) / 2] + shares[pairs / 2]));
      System.out.printf("room %s: median ratio %.3f, lowest %.3f, highest %.3f, of %d pairs of %.0f s%n", room,
          (sorted[(pairs - 1) / 2] + sorted[pairs / 2]) / 2, sorted[0], sorted[pairs - 1], pairs, seconds);
    }
  }
}
