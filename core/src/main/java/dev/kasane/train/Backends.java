package dev.kasane.train;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;

/** The backend of models that are given none. */
final class Backends {

  private Backends() {}

  static Backend standard() {
    return new CpuBackend();
  }
}
