package dev.kasane.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels of this JVM, once. The system property {@code kasane.vector} is {@code auto} (default: the width
 * the hardware prefers, up to 512 bit), {@code 128}, {@code 256}, {@code 512}, or {@code off} for plain Java. Without
 * module {@code jdk.incubator.vector} it is always plain Java, and one log line names the flag that is missing.
 */
public final class KernelProvider {

  private static final List<String> CHOICES = List.of("auto", "128", "256", "512", "off");

  private record Choice(@Nullable Kernels kernels, String error) {}

  /** Initialized by the first {@link #get}. A wrong property is kept as a message, to be reported by each call. */
  private static final class Holder {
    static final Choice CHOICE = choose(setting(), vectorModulePresent());
  }

  private KernelProvider() {}

  /**
   * The kernels to use, the same at each call.
   *
   * @throws IllegalArgumentException if {@code kasane.vector} is none of the choices
   */
  public static Kernels get() {
    Choice choice = Holder.CHOICE;
    if (choice.kernels() == null) {
      throw new IllegalArgumentException(choice.error());
    }
    return choice.kernels();
  }

  /** The value of {@code kasane.vector}. */
  static String setting() {
    return System.getProperty("kasane.vector", "auto");
  }

  private static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static Choice choose(String setting, boolean vectorModule) {
    try {
      return new Choice(kernelsFor(setting, vectorModule), "");
    } catch (IllegalArgumentException e) {
      return new Choice(null, String.valueOf(e.getMessage()));
    }
  }

  /** Vector kernels take their width from {@link Lanes}; their classes are loaded only if the module is there. */
  static Kernels kernelsFor(String setting, boolean vectorModule) {
    if (!CHOICES.contains(setting)) {
      throw new IllegalArgumentException(
          "System property kasane.vector: expected one of " + String.join(", ", CHOICES) + ", received '" + setting
              + "'. Leave it out to use the width the hardware prefers.");
    }
    if (setting.equals("off")) {
      return new ScalarKernels();
    }
    if (!vectorModule) {
      System.getLogger(KernelProvider.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Computing without vector instructions. For full speed start java with --add-modules"
                  + " jdk.incubator.vector");
      return new ScalarKernels();
    }
    return new VectorKernels();
  }
}
