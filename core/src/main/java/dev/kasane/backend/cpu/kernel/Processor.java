package dev.kasane.backend.cpu.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the Vector API does not tell of the processor. */
final class Processor {

  /** AMD's Zen 4. Its successor computes 512 bits at once. */
  private static final String FAMILY_25 = "25";

  private Processor() {}

  /**
   * Whether vectors of 512 bits are computed in two passes. The system property {@code kasane.vector.split}, {@code
   * true} or {@code false}, answers instead of the processor; results are the same.
   */
  static boolean splitsVectors() {
    String setting = System.getProperty("kasane.vector.split", "auto");
    return setting.equals("auto") ? zen4() : Boolean.parseBoolean(setting);
  }

  private static boolean zen4() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      return windows.contains("AuthenticAMD") && windows.contains("Family " + FAMILY_25 + " ");
    }
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      var first = lines.limit(30).map(line -> line.toLowerCase(Locale.ROOT).replaceAll("\\s+", "")).toList();
      return first.contains("vendor_id:authenticamd") && first.contains("cpufamily:" + FAMILY_25);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
