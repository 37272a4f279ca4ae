package dev.kasane.backend.cpu;

import dev.kasane.backend.Backend;
import dev.kasane.backend.BackendContract;
import org.junit.jupiter.api.Tag;

/** The CPU backend does what every backend must do, at each vector width. */
@Tag("widths")
class CpuBackendContractTest extends BackendContract {

  @Override
  protected Backend backend(int threads) {
    return new CpuBackend(threads);
  }
}
