package dev.kasane.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels of this JVM, once. The system property {@code kasane.vector} is {@code auto} (default: the width
 * the hardware prefers, up to 512 bit), {@code 128}, {@code 256}, {@code 512}, or {@code off} for plain Java. Without
 * module {@code jdk.incubator.vector} it is always plain Java, and one log line names the flag that is missing.
 *
 * <p>The system property {@code kasane.kernels} sets how far it goes: {@code generated} (default: kernels written for
 * one shape where there are such, else the Vector API's), {@code vector} (the Vector API's only) or {@code scalar}
 * (plain Java, as {@code kasane.vector=off}).
 *
 * <p>Where the processor computes 512 bits in two passes, generated kernels take halves of vectors for what would
 * leave them half empty; {@code kasane.vector.split}, {@code true} or {@code false}, says so for a processor that is
 * not known.
 */
public final class KernelProvider {

  private static final List<String> CHOICES = List.of("auto", "128", "256", "512", "off");

  private static final List<String> LEVELS = List.of("generated", "vector", "scalar");

  private record Choice(@Nullable Kernels kernels, boolean generates, String error) {}

  /** Initialized by the first {@link #get}. A wrong property is kept as a message, to be reported by each call. */
  private static final class Holder {
    static final Choice CHOICE = choose(setting(), level(), vectorModulePresent());
  }

  private KernelProvider() {}

  /**
   * The kernels to use, the same at each call.
   *
   * @throws IllegalArgumentException if {@code kasane.vector} or {@code kasane.kernels} is none of the choices
   */
  public static Kernels get() {
    Choice choice = Holder.CHOICE;
    if (choice.kernels() == null) {
      throw new IllegalArgumentException(choice.error());
    }
    return choice.kernels();
  }

  /**
   * Whether kernels are to be generated for the shapes of a plan where that is possible. If not, a plan takes those of
   * {@link #get}, and no class of the vector module is touched for it.
   */
  public static boolean generates() {
    return Holder.CHOICE.generates();
  }

  /** The value of {@code kasane.vector}. */
  static String setting() {
    return System.getProperty("kasane.vector", "auto");
  }

  /** The value of {@code kasane.kernels}. */
  static String level() {
    return System.getProperty("kasane.kernels", "generated");
  }

  private static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static Choice choose(String setting, String level, boolean vectorModule) {
    try {
      Kernels kernels = kernelsFor(setting, level, vectorModule);
      return new Choice(kernels, level.equals("generated") && kernels.lanes() > 1, "");
    } catch (IllegalArgumentException e) {
      return new Choice(null, false, String.valueOf(e.getMessage()));
    }
  }

  /** Vector kernels take their width from {@link Lanes}; their classes are loaded only if the module is there. */
  static Kernels kernelsFor(String setting, String level, boolean vectorModule) {
    if (!CHOICES.contains(setting)) {
      throw new IllegalArgumentException(
          "System property kasane.vector: expected one of " + String.join(", ", CHOICES) + ", received '" + setting
              + "'. Leave it out to use the width the hardware prefers.");
    }
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          "System property kasane.kernels: expected one of " + String.join(", ", LEVELS) + ", received '" + level
              + "'. Leave it out to use the fastest.");
    }
    if (setting.equals("off") || level.equals("scalar")) {
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
