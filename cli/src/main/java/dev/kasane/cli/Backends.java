package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import java.util.List;

/** The ways to compute that {@code --backend} can name. */
final class Backends {

  /** The names, the default first. */
  static final List<String> NAMES = List.of("cpu", "reference");

  private Backends() {}

  /**
   * Opens a backend.
   *
   * @param threads how many threads compute; the reference backend always uses one
   * @throws CliException if there is no such backend
   */
  static Backend open(String name, int threads) {
    return switch (name) {
      case "cpu" -> new CpuBackend(threads);
      case "reference" -> new ReferenceBackend();
      default ->
          throw CliException.usage("--backend: expected " + String.join(" or ", NAMES) + ", received '" + name + "'."
              + Suggestions.sentence(name, NAMES));
    };
  }

  /** One line on what the default backend computes with. */
  static String describeDefault() {
    try (Backend backend = open(NAMES.getFirst(), Runtime.getRuntime().availableProcessors())) {
      return backend.description();
    }
  }
}
