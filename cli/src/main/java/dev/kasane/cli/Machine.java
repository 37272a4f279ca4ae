package dev.kasane.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The machine that a number was measured on. */
final class Machine {

  private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor, cores that this process may use, system and JDK. */
  static Map<String, Object> describe() {
    return new JsonOutput()
        .put("cpu", cpu())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch"))
        .put("jdk", Runtime.version().toString())
        .fields();
  }

  /** The processor's name where the system tells it, otherwise its architecture. */
  private static String cpu() {
    try (Stream<String> lines = Files.lines(LINUX_CPUS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | java.io.UncheckedIOException _) {
      return System.getProperty("os.arch");
    }
  }
}
