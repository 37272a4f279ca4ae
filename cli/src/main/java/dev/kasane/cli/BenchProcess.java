package dev.kasane.cli;

import dev.kasane.benchmarks.Settings;
import dev.kasane.benchmarks.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures in a virtual machine of its own: memory and compiled code of one workload do not change the next. */
final class BenchProcess {

  private BenchProcess() {}

  /** Starts it, waits, and returns its line of JSON. Its errors go where this process's go. */
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
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Thread end = Thread.ofPlatform().unstarted(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      String output;
      try {
        process.getOutputStream().close();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || output.isEmpty()) {
          throw CliException.failure(workload.name() + " with a batch of " + settings.batch()
              + " could not be measured: its process ended with status " + process.exitValue() + ".");
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
}
