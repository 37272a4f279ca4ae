package dev.kasane.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.backend.cpu.CpuBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Generated kernels must be worth their trouble. JVMs with generated kernels and with the Vector API's run in turns on
 * this machine, and only their ratio counts: absolute times would say more about the machine than about the code.
 */
class GeneratedKernelsTest {

  private static final int TURNS = 2;

  /** No kernel may be slower than what it replaces, but for what a busy machine does to two measurements. */
  private static final double LEAST = 0.8;

  /** What the family as a whole must gain: the geometric mean over the cases. */
  private static final double LEAST_MEAN = 1.15;

  @Test
  void areFasterThanTheGeneralOnes() throws Exception {
    try (CpuBackend backend = new CpuBackend(1)) {
      assumeTrue(backend.description().contains("Vector API"), "no vector instructions: nothing is generated");
    }
    Map<KernelCase, Double> generated = new EnumMap<>(KernelCase.class);
    Map<KernelCase, Double> general = new EnumMap<>(KernelCase.class);
    for (int turn = 0; turn < TURNS; turn++) {
      times("generated").forEach((kernel, nanos) -> generated.merge(kernel, nanos, Math::min));
      times("vector").forEach((kernel, nanos) -> general.merge(kernel, nanos, Math::min));
    }

    List<String> slower = new ArrayList<>();
    double logs = 0;
    for (KernelCase kernel : KernelTimes.watched()) {
      double ratio = general.get(kernel) / generated.get(kernel);
      System.out.printf("%-22s %.2f times as fast when generated%n", kernel, ratio);
      logs += Math.log(ratio);
      if (ratio < LEAST) {
        slower.add(kernel + ": " + ratio);
      }
    }
    assertThat(slower).as("generated kernels that are slower than the general ones").isEmpty();
    assertThat(Math.exp(logs / KernelTimes.watched().size())).as("mean ratio").isGreaterThan(LEAST_MEAN);
  }

  private static Map<KernelCase, Double> times(String level) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
        "-Dkasane.kernels=" + level, "-cp", System.getProperty("java.class.path"), KernelTimes.class.getName()));
    KernelTimes.watched().forEach(kernel -> command.add(kernel.name()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    Map<KernelCase, Double> times = new EnumMap<>(KernelCase.class);
    output.lines().map(line -> line.split(" ")).forEach(
        words -> times.put(KernelCase.valueOf(words[0]), Double.parseDouble(words[1])));
    return times;
  }
}
