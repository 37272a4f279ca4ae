package dev.kasane.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where a page's numbers come from.
 *
 * @param seed the seed of the first run
 * @param data what it learned from, or empty
 * @param machine processor, cores and system
 * @param jdk the JDK's version
 * @param date when, with time zone
 * @param seconds how long it took
 */
public record Provenance(long seed, String data, String machine, String jdk, String date, double seconds) {

  private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");

  /** This machine and the present time. */
  public static Provenance here(long seed, String data, double seconds) {
    String machine = cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
        + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()).toOffsetDateTime()
        .toString();
    return new Provenance(seed, data, machine, "JDK " + Runtime.version(), date, seconds);
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(LINUX_CPUS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException _) {
      return System.getProperty("os.arch");
    }
  }
}
