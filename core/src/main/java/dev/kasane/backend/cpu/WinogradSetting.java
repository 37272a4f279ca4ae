package dev.kasane.backend.cpu;

import dev.kasane.plan.Winograd;

/**
 * The system property {@code kasane.winograd}: which convolutions take Winograd's form F(4 × 4, 3 × 3). {@code auto}
 * (default) takes it where it is faster: from 32 channels to 64 filters on, or the other way round. {@code on} takes it
 * for all 3 × 3 convolutions without strides, dilation and groups, {@code off} for none.
 *
 * <p>With normally distributed numbers and 64 to 512 channels, results differ from exact ones by at most 1.1e-5 of the
 * largest result, where the direct form differs by at most 2.6e-6. Bits do not depend on the number of threads, nor on
 * the kernels, in either form.
 */
final class WinogradSetting {

  private WinogradSetting() {}

  /**
   * What the property says.
   *
   * @throws IllegalArgumentException if it is none of the choices
   */
  static Winograd get() {
    String setting = System.getProperty("kasane.winograd", "auto");
    return switch (setting) {
      case "auto" -> Winograd.AUTO;
      case "on" -> Winograd.ON;
      case "off" -> Winograd.OFF;
      default ->
          throw new IllegalArgumentException(
              "System property kasane.winograd: expected one of auto, on, off, received '" + setting
                  + "'. Leave it out to use Winograd's form where it is faster.");
    };
  }
}
