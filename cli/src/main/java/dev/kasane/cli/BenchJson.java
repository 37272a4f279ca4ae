package dev.kasane.cli;

import dev.kasane.benchmarks.Result;

/** A measurement as the line of JSON that every peer prints too. */
final class BenchJson {

  private BenchJson() {}

  /** The line, without its end. docs/benchmarks.md describes the fields. */
  static String line(Result result) {
    return new JsonOutput()
        .put("peer", "kasane")
        .put("mode", "cpu")
        .put("workload", result.workload())
        .put("batch", result.settings().batch())
        .put("threads", result.settings().threads())
        .put("images_per_s", rounded(result.imagesPerSecond()))
        .put("best_images_per_s", rounded(result.bestImagesPerSecond()))
        .put("steps_per_s", rounded(result.stepsPerSecond()))
        .put("infer_images_per_s", rounded(result.inferImagesPerSecond()))
        .put("latency_us_b1", rounded(result.latencyMicros()))
        .put("latency_us_b1_p99", rounded(result.latencyMicrosP99()))
        .put("warmup_s", rounded(result.warmupSeconds()))
        .put("first_batch_s", rounded(result.firstBatchSeconds()))
        .put("seconds_3000_iterations", rounded(result.thousandsSeconds()))
        .put("peak_rss_mb", rounded(result.peakRssMegabytes()))
        .put("gflops", rounded(result.gigaflops()))
        .put("peak_gflops", rounded(result.peakGigaflops()))
        .put("percent_of_peak", rounded(result.percentOfPeak()))
        .put("parameters", result.parameters())
        .put("title", result.title())
        .put("version", Versions.program())
        .put("jdk", Runtime.version().toString())
        .line();
  }

  /** Three digits after the point, more where the number is small. */
  private static double rounded(double value) {
    double unit = Math.abs(value) < 1 ? 1e6 : 1e3;
    return Double.isFinite(value) ? Math.round(value * unit) / unit : value;
  }
}
