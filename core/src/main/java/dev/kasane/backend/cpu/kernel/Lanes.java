package dev.kasane.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this JVM, constant so that HotSpot compiles vector code for it. Only classes that are reached
 * when module {@code jdk.incubator.vector} is present may refer to this one.
 */
public final class Lanes {

  private static final int WIDEST = 512;

  /** The vector of floats. */
  public static final VectorSpecies<Float> SPECIES = choose(KernelProvider.setting());

  /** Floats in a vector: 4, 8 or 16. */
  public static final int COUNT = SPECIES.length();

  /** The vector of half as many floats. With vectors of four floats it is the whole vector. */
  public static final VectorSpecies<Float> HALF_SPECIES =
      COUNT < 8 ? SPECIES : VectorShape.forBitSize(SPECIES.vectorBitSize() / 2).withLanes(float.class);

  /** The vector of as many ints. */
  public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** Lanes moved down by half a vector, the lower ones to the top. */
  public static final VectorShuffle<Float> HALF = VectorShuffle.iota(SPECIES, COUNT / 2, 1, true);

  /** The same by a quarter of a vector. */
  public static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(SPECIES, COUNT / 4, 1, true);

  /** The same by an eighth of a vector, if it has so many lanes. */
  public static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(SPECIES, Math.max(1, COUNT / 8), 1, true);

  /** The same by a sixteenth of a vector, if it has so many lanes. */
  public static final VectorShuffle<Float> SIXTEENTH = VectorShuffle.iota(SPECIES, Math.max(1, COUNT / 16), 1, true);

  /**
   * Whether masked loads and stores are instructions. Where they are not (Neon), they are emulated and allocate; there
   * the rest of a row is computed by the scalar kernels, which give the same bits.
   */
  public static final boolean MASKS = System.getProperty("os.arch").matches("amd64|x86_64");

  /** Whether there are 32 vector registers, as with AVX-512 and Neon, or only 16. */
  public static final boolean MANY_REGISTERS = COUNT == 16 || System.getProperty("os.arch").equals("aarch64");

  /**
   * Whether the processor takes two passes for a vector and could do two halves in the same time. Then halves are
   * better where whole vectors would be half empty, and where each product needs a broadcast: writing one to a whole
   * register takes a pass too many.
   */
  public static final boolean SPLIT = COUNT == 16 && Processor.splitsVectors();

  private Lanes() {}

  private static VectorSpecies<Float> choose(String setting) {
    int preferred = Math.min(WIDEST, FloatVector.SPECIES_PREFERRED.vectorBitSize());
    int width = setting.equals("auto") ? preferred : Integer.parseInt(setting);
    if (width > preferred) {
      System.getLogger(KernelProvider.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "System property kasane.vector asks for {0} bit, but this machine computes best with {1}: taking {1}",
              width, preferred);
      width = preferred;
    }
    return VectorShape.forBitSize(width).withLanes(float.class);
  }
}
