package dev.kasane.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Arguments, windows of time, and the line of JSON, of all peers on the JVM; the twin of python/peerlib.py. Knows none of
 * their libraries.
 */
final class Lines {

  static final int INFERENCE_BATCH = 128;

  final String workload;
  final int batch;
  final int threads;
  final double seconds;

  Lines(String[] args) {
    workload = args[0];
    int size = switch (workload) {
      case "W1", "W9" -> 128;
      case "W2", "W5" -> 100;
      case "W4" -> 4;
      case "W7" -> 64;
      case "W8" -> 32;
      case "W10" -> 16;
      default -> 20;
    };
    int team = 2;
    double time = 5;
    for (int i = 1; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--batch" -> size = Integer.parseInt(args[i + 1]);
        case "--threads" -> team = Integer.parseInt(args[i + 1]);
        case "--seconds" -> time = Double.parseDouble(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    batch = size;
    threads = team;
    seconds = time;
  }

  int dataBatches(long sampleSize) {
    return (int) Math.max(4, Math.min(512, (16 << 20) / (4 * sampleSize * batch)));
  }

  void skip(String why) {
    System.err.println(why);
    System.exit(3);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  /** Median, best, warm-up seconds. */
  static double[] measure(Runnable step, int samples, double seconds) {
    long begin = System.nanoTime();
    double window = Math.max(0.01, seconds / 20);
    List<Double> rates = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    int steady = -1;
    long at = begin;
    long done = 0;
    while (true) {
      step.run();
      done += samples;
      long now = System.nanoTime();
      if ((now - at) * 1e-9 < window) {
        continue;
      }
      rates.add(done / ((now - at) * 1e-9));
      ends.add((now - begin) * 1e-9);
      at = now;
      done = 0;
      int n = rates.size();
      if (steady < 0) {
        boolean level =
            n >= 8 && Math.abs(median(rates.subList(n - 4, n)) / median(rates.subList(n - 8, n - 4)) - 1) < 0.05;
        if (level || (now - begin) * 1e-9 > Math.max(2, 3 * seconds)) {
          steady = n;
        }
      } else if (n >= steady + 3 && ends.get(n - 1) - ends.get(steady - 1) >= seconds) {
        break;
      }
    }
    List<Double> counted = rates.subList(steady, rates.size());
    double rate = median(counted);
    int warm = 0;
    while (rates.get(warm) < 0.9 * rate) {
      warm++;
    }
    return new double[] {rate, counted.stream().mapToDouble(x -> x).max().orElse(rate), ends.get(warm)};
  }

  void report(
      String peer, String mode, String version, long parameters, Runnable train, Runnable infer, Runnable one)
      throws IOException {
    double[] training = measure(train, batch, seconds);
    double inference = measure(infer, INFERENCE_BATCH, seconds / 2)[0];
    measure(one, 1, seconds / 4);
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds / 4 * 1e9);
    do {
      long start = System.nanoTime();
      one.run();
      times.add((System.nanoTime() - start) * 1e-3);
    } while (System.nanoTime() < end);
    double p99 = times.stream().sorted().skip((long) (0.99 * times.size())).findFirst().orElse(Double.NaN);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "{\"peer\":\"%s\",\"mode\":\"%s\",\"workload\":\"%s\",\"batch\":%d,\"threads\":%d,\"images_per_s\":%.3f,"
                + "\"best_images_per_s\":%.3f,\"steps_per_s\":%.3f,\"infer_images_per_s\":%.3f,\"latency_us_b1\":%.3f,"
                + "\"latency_us_b1_p99\":%.3f,\"warmup_s\":%.3f,\"version\":\"%s\",\"parameters\":%d",
            peer, mode, workload, batch, threads, training[0], training[1], training[0] / batch, inference,
            median(times), p99, training[2], version, parameters));
    if (workload.equals("W2")) {
      line.append(String.format(Locale.ROOT, ",\"seconds_3000_iterations\":%.3f", 3000 * batch / training[0]));
    }
    for (String status : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (status.startsWith("VmHWM")) {
        double megabytes = Long.parseLong(status.replaceAll("[^0-9]", "")) / 1024.0;
        line.append(String.format(Locale.ROOT, ",\"peak_rss_mb\":%.3f", megabytes));
      }
    }
    System.out.println(line.append('}'));
  }
}
