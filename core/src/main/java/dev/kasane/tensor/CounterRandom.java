package dev.kasane.tensor;

/**
 * Random numbers as a function of (seed, step, index), without state: any element can be computed by any thread in any
 * order. The mixing function is SplitMix64's (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014).
 */
public final class CounterRandom {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final float UNIT = 0x1p-24f;

  private CounterRandom() {}

  /** A well-mixed number that names the stream of one purpose under a seed. */
  public static long stream(long seed, String purpose) {
    long hash = mix(seed + GOLDEN);
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash + GOLDEN + purpose.charAt(i));
    }
    return hash;
  }

  /** A well-mixed number that names step {@code step} of a stream; hand it to {@link #uniform}. */
  public static long at(long stream, long step) {
    return mix(stream + GOLDEN * (step + 1));
  }

  /** 64 random bits for an index. */
  public static long bits(long key, long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /** A number uniform in [0, 1) with 24 random bits. */
  public static float uniform(long key, long index) {
    return (bits(key, index) >>> 40) * UNIT;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
