package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run with each value of {@code kasane.vector} and of {@code kasane.kernels}, and without the vector module. */
@Tag("widths")
class KernelProviderTest {

  @Test
  void choosesWhatThePropertyAndTheModuleAllow() {
    String setting = System.getProperty("kasane.vector", "auto");
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    int lanes = KernelProvider.get().lanes();
    String level = System.getProperty("kasane.kernels", "generated");
    if (setting.equals("off") || level.equals("scalar") || !module) {
      assertThat(KernelProvider.generates()).isFalse();
      assertThat(lanes).isEqualTo(1);
      assertThat(KernelProvider.get().description()).isEqualTo("scalar");
    } else {
      assertThat(KernelProvider.generates()).isEqualTo(level.equals("generated"));
      assertThat(lanes).isIn(4, 8, 16);
      if (!setting.equals("auto")) {
        assertThat(lanes * Float.SIZE).isLessThanOrEqualTo(Integer.parseInt(setting));
      }
      assertThat(KernelProvider.get().description()).isEqualTo("Vector API, " + lanes * Float.SIZE + " bit");
    }
    assertThat(KernelProvider.get()).isSameAs(KernelProvider.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "1024", "AUTO", "true", "512 "})
  void namesTheChoicesForAWrongValue(String setting) {
    assertThatThrownBy(() -> KernelProvider.kernelsFor(setting, "generated", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kasane.vector: expected one of auto, 128, 256, 512, off, received '" + setting + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Generated", "off", "reference", "vector "})
  void namesTheLevelsForAWrongValue(String level) {
    assertThatThrownBy(() -> KernelProvider.kernelsFor("auto", level, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kasane.kernels: expected one of generated, vector, scalar, received '" + level + "'");
  }

  @Test
  void isScalarWithoutTheModule() {
    assertThat(KernelProvider.kernelsFor("512", "generated", false).lanes()).isEqualTo(1);
    assertThat(KernelProvider.kernelsFor("off", "generated", true).lanes()).isEqualTo(1);
    assertThat(KernelProvider.kernelsFor("auto", "scalar", true).lanes()).isEqualTo(1);
  }
}
