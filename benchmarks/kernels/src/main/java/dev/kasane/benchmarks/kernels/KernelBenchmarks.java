package dev.kasane.benchmarks.kernels;

import dev.kasane.benchmarks.FmaPeak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
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
 * share of the machine's peak it reaches: a table in Markdown. {@code --table FILE}, before all else, writes it to a
 * file too. Takes JMH's options, such as {@code -p kernel=CONV_3X3,DENSE} or {@code -f 3}.
 */
public final class KernelBenchmarks {

  private static final List<String> LEVELS = List.of("generated", "vector");

  private KernelBenchmarks() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
    boolean file = arguments.length > 1 && arguments[0].equals("--table");
    Options given = new CommandLineOptions(file ? Arrays.copyOfRange(arguments, 2, arguments.length) : arguments);
    double peak = FmaPeak.gigaflops(1);
    List<Map<KernelCase, Double>> nanos = new ArrayList<>();
    for (String level : LEVELS) {
      nanos.add(measure(given, level));
    }
    // What else the machine did may have slowed one of the two down: nothing computes faster than the peak.
    String table = KernelTable.of(nanos.get(0), nanos.get(1), Math.max(peak, FmaPeak.gigaflops(1)));
    System.out.println();
    System.out.println(table);
    if (file) {
      Files.writeString(Path.of(arguments[1]), table);
    }
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
}
