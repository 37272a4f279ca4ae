package dev.kasane.benchmarks;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.TrainingRun;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Measures one workload through the methods everybody uses: {@link Model#fit} on data in memory, in order, without
 * shuffling; {@link Model#predict} on many samples and on one. Meant for a process of its own: what an earlier workload
 * left behind in memory and compiled code would count too.
 */
public final class Benchmark {

  /** Samples of a prediction when throughput is measured. */
  public static final int INFERENCE_BATCH = 128;

  private static final int THOUSANDS = 3000;

  /** Waiting for step 3000 ends here, whatever the workload. */
  private static final double LONGEST_SECONDS = 60;

  private static final int MOST_LATENCIES = 200_000;

  private final Workload workload;
  private final Settings settings;

  private Benchmark(Workload workload, Settings settings) {
    this.workload = workload;
    this.settings = settings;
  }

  /** Measures. Takes some multiple of the settings' seconds. */
  public static Result run(Workload workload, Settings settings) {
    return new Benchmark(workload, settings).run();
  }

  private Result run() {
    try (Backend backend = new CpuBackend(settings.threads());
        Model model = workload.model().get().backend(backend)) {
      Training training = new Training();
      model.fit(
          workload.data(settings.batch()),
          fit -> fit.batchSize(settings.batch()).epochs(Integer.MAX_VALUE).shuffle(false).checkData(false).quiet()
              .callbacks(training));
      double flops = model.trainingPlan(settings.batch()).flops();
      Windows inference = inference(model, workload.inputs(INFERENCE_BATCH));
      double[] latencies = latencies(model, workload.inputs(1));
      double rate = training.windows.medianRate();
      return new Result(
          workload.name(),
          workload.title(),
          settings,
          model.parameterCount(),
          rate,
          training.windows.bestRate(),
          inference.medianRate(),
          Windows.median(latencies),
          Windows.quantile(latencies, 0.99),
          training.windows.warmupSeconds(),
          training.firstBatch,
          training.thousands,
          ProcessMemory.peakMegabytes(),
          flops * rate / settings.batch() * 1e-9,
          FmaPeak.gigaflops(settings.threads()));
    }
  }

  /** Watches training and ends it. */
  private final class Training implements Callback {

    private final long begin = System.nanoTime();
    private final Windows windows = new Windows(settings.seconds(), begin);
    private boolean enough;
    private double firstBatch = Double.NaN;
    private double thousands = Double.NaN;

    @Override
    public void onBatchEnd(TrainingRun run, BatchEvent batch) {
      long step = batch.step();
      if (step == 1) {
        firstBatch = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) * 1e-3;
      }
      if (step == THOUSANDS) {
        thousands = (System.nanoTime() - begin) * 1e-9;
      }
      enough = enough || windows.done(batch.samples());
      if (enough && (step >= THOUSANDS || !wantsThousands())) {
        run.stop("measured");
      }
    }

    /** The blog's run of 3000 iterations is a number of its own; elsewhere it is taken where it comes by itself. */
    private boolean wantsThousands() {
      return workload.title().equals("blog-cnn") && (System.nanoTime() - begin) * 1e-9 < LONGEST_SECONDS;
    }
  }

  private Windows inference(Model model, Tensor inputs) {
    Windows windows = new Windows(settings.seconds() / 2, System.nanoTime());
    do {
      model.predict(inputs);
    } while (!windows.done(INFERENCE_BATCH));
    return windows;
  }

  /** Microseconds of single predictions, after as many that do not count. */
  private double[] latencies(Model model, Tensor one) {
    Windows warmup = new Windows(settings.seconds() / 4, System.nanoTime());
    do {
      model.predict(one);
    } while (!warmup.done(1));
    double[] micros = new double[MOST_LATENCIES];
    int count = 0;
    long begin = System.nanoTime();
    long last = begin;
    while (count < micros.length && (count == 0 || (last - begin) * 1e-9 < settings.seconds() / 4)) {
      long before = System.nanoTime();
      model.predict(one);
      last = System.nanoTime();
      micros[count++] = (last - before) * 1e-3;
    }
    return Arrays.copyOf(micros, count);
  }
}
