package dev.kasane.benchmarks;

/**
 * What was measured. A number that could not be had on this machine is NaN.
 *
 * @param workload name of the workload
 * @param title title of the workload
 * @param settings how it was measured
 * @param parameters trained numbers of the network
 * @param imagesPerSecond samples trained per second: the median of the windows once the rate was steady
 * @param bestImagesPerSecond the best window
 * @param inferImagesPerSecond samples per second of predictions, {@value Benchmark#INFERENCE_BATCH} at a time: the
 *     median
 * @param latencyMicros one prediction of one sample: the median, in microseconds
 * @param latencyMicrosP99 the same, what 99 of 100 stay below
 * @param warmupSeconds from the call of fit to the first window with 90 % of the steady rate
 * @param firstBatchSeconds from the start of the process to the end of the first training step
 * @param thousandsSeconds seconds of the first 3000 steps, from the call of fit; NaN if there were fewer
 * @param peakRssMegabytes the most memory the process ever held, in 2²⁰ bytes
 * @param gigaflops useful arithmetic of training, in 10⁹ operations per second
 * @param peakGigaflops what the machine's multiply-add units gave to this many threads
 */
public record Result(
    String workload,
    String title,
    Settings settings,
    long parameters,
    double imagesPerSecond,
    double bestImagesPerSecond,
    double inferImagesPerSecond,
    double latencyMicros,
    double latencyMicrosP99,
    double warmupSeconds,
    double firstBatchSeconds,
    double thousandsSeconds,
    double peakRssMegabytes,
    double gigaflops,
    double peakGigaflops) {

  /** Steps trained per second. */
  public double stepsPerSecond() {
    return imagesPerSecond / settings.batch();
  }

  /** Share of the machine's peak in percent. */
  public double percentOfPeak() {
    return 100 * gigaflops / peakGigaflops;
  }
}
