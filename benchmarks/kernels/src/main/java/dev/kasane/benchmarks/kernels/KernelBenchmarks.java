package dev.kasane.benchmarks.kernels;

import dev.kasane.benchmarks.FmaPeak;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures every case with generated kernels and with those of the Vector API, each in JVMs of its own, and prints what
 * share of the machine's peak it reaches. Takes JMH's options, such as {@code -p kernel=CONV_3X3,DENSE} or {@code -f 3}.
 */
public final class KernelBenchmarks {

  private static final List<String> LEVELS = List.of("generated", "vector");

  private KernelBenchmarks() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    double peak = FmaPeak.gigaflops(1);
    Options given = new CommandLineOptions(arguments);
    List<Map<KernelCase, Double>> nanos = new ArrayList<>();
    for (String level : LEVELS) {
      nanos.add(measure(given, level));
    }
    System.out.println();
    System.out.printf(
        Locale.ROOT, "One thread, batch %d; peak %.0f GFLOP/s (multiply-adds that need no memory).%n%n",
        KernelCase.BATCH, peak);
    System.out.printf(
        "%-22s %12s %10s %8s %12s %8s%n", "kernel", "MFLOP a run", "GFLOP/s", "of peak", "Vector API", "ratio");
    nanos.getFirst().forEach((kernel, time) -> print(kernel, time, nanos.get(1).getOrDefault(kernel, Double.NaN), peak));
  }

  private static Map<KernelCase, Double> measure(Options given, String level) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .parent(given)
            .include(KernelBenchmark.class.getSimpleName())
            .forks(given.getForkCount().orElse(1))
            .warmupIterations(given.getWarmupIterations().orElse(4))
            .warmupTime(given.getWarmupTime().orElse(TimeValue.milliseconds(500)))
            .measurementIterations(given.getMeasurementIterations().orElse(5))
            .measurementTime(given.getMeasurementTime().orElse(TimeValue.milliseconds(300)))
            .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "-Dkasane.kernels=" + level)
            .build();
    Map<KernelCase, Double> nanos = new EnumMap<>(KernelCase.class);
    Collection<RunResult> results = new Runner(options).run();
    for (RunResult result : results) {
      nanos.put(KernelCase.valueOf(result.getParams().getParam("kernel")), result.getPrimaryResult().getScore());
    }
    return nanos;
  }

  private static void print(KernelCase kernel, double nanos, double vectorNanos, double peak) {
    long flops;
    try (BoundCase bound = new BoundCase(kernel)) {
      flops = bound.flops();
    }
    double rate = flops / nanos;
    System.out.printf(
        Locale.ROOT, "%-22s %12.2f %10.1f %7.0f%% %12.1f %7.2fx%n", kernel, flops * 1e-6, rate, 100 * rate / peak,
        flops / vectorNanos, vectorNanos / nanos);
  }
}
