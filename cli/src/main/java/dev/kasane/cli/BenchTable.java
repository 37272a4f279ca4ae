package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.Quantities;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measurements for people: a heading, then a row as each is known, for some of them take a while. */
final class BenchTable {

  private static final String FORMAT = "%-4s %-16s %6s %12s %12s %11s %9s %8s %8s %7s%n";

  private final Console console;
  private boolean begun;
  private double peak = Double.NaN;
  private int threads;

  BenchTable(Console console) {
    this.console = console;
  }

  /** Shows a result, given as its line of JSON. */
  void add(String line) {
    JsonNode result = JsonMapper.builder().build().readTree(line);
    if (!begun) {
      print("", "workload", "batch", "trained/s", "predicted/s", "latency µs", "99 %", "warm-up", "RSS MB", "peak %");
      begun = true;
    }
    print(
        result.get("workload").asString(),
        result.get("title").asString(),
        result.get("batch").asString(),
        number(result, "images_per_s", 0),
        number(result, "infer_images_per_s", 0),
        number(result, "latency_us_b1", 1),
        number(result, "latency_us_b1_p99", 1),
        number(result, "warmup_s", 2),
        number(result, "peak_rss_mb", 0),
        number(result, "percent_of_peak", 1));
    JsonNode thousands = result.get("seconds_3000_iterations");
    if (result.get("workload").asString().equals("W2") && thousands.isNumber()) {
      console.out().println("     3000 iterations, from a cold start: " + number(result, "seconds_3000_iterations", 2)
          + " s");
    }
    if (result.get("workload").asString().equals("W6")) {
      console.out().println("     steps per second: " + number(result, "steps_per_s", 0));
    }
    peak = result.get("peak_gflops").asDouble(Double.NaN);
    threads = result.get("threads").asInt();
    console.out().flush();
  }

  /** Says what 100 % of the peak are. */
  void end() {
    console.out().println();
    console.out().println("Trained and predicted: samples per second, medians. Latency: one sample, median and 99th of"
        + " 100.");
    if (!Double.isNaN(peak)) {
      console.out().println("Peak: " + Quantities.count(Math.round(peak)) + " GFLOP/s, measured, of " + threads
          + (threads == 1 ? " thread." : " threads."));
    }
    console.out().flush();
  }

  private void print(Object... cells) {
    console.out().printf(Locale.ROOT, FORMAT, cells);
    console.out().flush();
  }

  private static String number(JsonNode result, String field, int digits) {
    JsonNode value = result.get(field);
    return value.isNumber() ? String.format(Locale.ROOT, "%,." + digits + "f", value.asDouble()) : "-";
  }
}
