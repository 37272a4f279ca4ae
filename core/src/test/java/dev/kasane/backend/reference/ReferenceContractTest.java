package dev.kasane.backend.reference;

import dev.kasane.backend.Backend;
import dev.kasane.backend.BackendContract;

/** The reference keeps the contract too. That its numbers are right is the matter of {@link ReferenceBackendTest}. */
class ReferenceContractTest extends BackendContract {

  @Override
  protected Backend backend(int threads) {
    return new ReferenceBackend();
  }
}
