package dev.kasane.cli;

import dev.kasane.backend.Backend;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes, and with how many threads. */
final class ComputeOptions {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "What computes (default: the fastest): cpu, or reference (slow, in double precision).")
  private @Nullable String backend;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Threads.class,
      description = "Threads that compute (default: one for each core). The results do not depend on it.")
  private @Nullable Integer threads;

  /** Opens the backend; the caller closes it. */
  Backend open() {
    return Backends.open(name(), threads());
  }

  /** The backend's name. */
  String name() {
    return Objects.requireNonNullElse(backend, Backends.NAMES.getFirst());
  }

  /** How many threads compute. */
  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
