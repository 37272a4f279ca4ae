package dev.kasane.backend.cpu.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New kernels are called with all the memory that they need, and tests with small plans would notice if not. */
@Tag("widths")
class WarmUpTest {

  private static final long LARGE_PLAN = 1_000_000_000;

  @BeforeEach
  void nothingIsWaiting() {
    assumeThat(KernelProvider.get().lanes()).as("lanes").isGreaterThan(1);
    WarmUp.run(0);
  }

  /** Rows of a dilated window are further apart than its height. */
  @Test
  void dilatedPooling() {
    Window2d window = new Window2d(2, 3, 1, 1, 4, 2, 0, 0, 0, 0);
    assertThat(MaxPool.forward(window, false, 11, 13, 2 * Lanes.COUNT)).isNotNull();
    assertThat(MaxPool.forward(window, true, 11, 13, 2 * Lanes.COUNT)).isNotNull();
    assertThatCode(() -> WarmUp.run(LARGE_PLAN)).doesNotThrowAnyException();
  }

  @Test
  void aCallThatGoesTooFarIsNoticedInSmallPlans() {
    TileKernel kernel = (tiles, length, a, ao, b, bo, c, co) -> c[tiles * 4] = 1;
    WarmUp.add(new WarmUp.Cold(kernel, 0, 0, 0, 0, 0, 4, 1));
    assertThatThrownBy(() -> WarmUp.run(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
