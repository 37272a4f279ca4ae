package dev.kasane.cli;

import dev.kasane.benchmarks.Settings;
import dev.kasane.benchmarks.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures in a virtual machine of its own: memory and compiled code of one workload do not change the next. */
final class BenchProcess {

  private BenchProcess() {}

  /** The virtual machine says this each time it starts with the vector module. */
  private static final String ALWAYS = "WARNING: Using incubator modules";

  /** Starts it, waits, and returns its line of JSON. */
  static String run(Workload workload, Settings settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("bench", workload.name(), "--in-process", "--json"));
    command.addAll(List.of("--batch", Integer.toString(settings.batch())));
    command.addAll(List.of("--threads", Integer.toString(settings.threads())));
    command.addAll(List.of("--seconds", Double.toString(settings.seconds())));
    try {
      Process process = new ProcessBuilder(command).start();
      StringBuilder errors = new StringBuilder();
      Thread reader = Thread.ofPlatform().daemon(true).start(() -> keepErrors(process, errors));
      Thread end = Thread.ofPlatform().unstarted(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      String output;
      try {
        process.getOutputStream().close();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        reader.join();
        if (status != 0 || output.isEmpty()) {
          throw CliException.failure(workload.name() + " with a batch of " + settings.batch()
              + " could not be measured. Its process ended with status " + status + ": " + errors);
        }
      } finally {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);
      }
      return output.substring(output.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw CliException.failure("a process for " + workload.name() + " could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failure("interrupted while measuring " + workload.name() + ".");
    }
  }

  /** The last line it wrote to its error stream. */
  private static void keepErrors(Process process, StringBuilder last) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().filter(line -> !line.startsWith(ALWAYS)).forEach(line -> {
        last.setLength(0);
        last.append(line.startsWith("kasane: ") ? line.substring("kasane: ".length()) : line);
      });
    } catch (IOException | UncheckedIOException e) {
      last.append(e.getMessage());
    }
  }
}
