package dev.kasane.data;

import dev.kasane.tensor.CounterRandom;
import java.util.Arrays;

/**
 * Random numbers for one sample in one epoch, drawn one after the other, and working memory that outlives the sample.
 * The numbers are a pure function of (seed, epoch, sample index), so they depend neither on the order in which samples
 * are read nor on the thread. Not thread-safe; each caller of {@link Augmentation#apply} has its own.
 */
public final class SampleRandom {

  private long key;
  private long drawn;
  private float[][] scratch = new float[0][];

  /** A source that stands at sample 0 of stream 0; see {@link #seek}. */
  public SampleRandom() {}

  /**
   * Goes to the first number of a sample.
   *
   * @param stream names seed and epoch, from {@link CounterRandom#at}
   * @param sample index of the sample in its dataset
   */
  public void seek(long stream, long sample) {
    key = CounterRandom.at(stream, sample);
    drawn = 0;
  }

  /** The next 64 random bits. */
  public long bits() {
    return CounterRandom.bits(key, drawn++);
  }

  /** The next number, uniform in [0, 1). */
  public float uniform() {
    return CounterRandom.uniform(key, drawn++);
  }

  /** The next number, uniform in [{@code low}, {@code high}). */
  public float uniform(float low, float high) {
    return low + (high - low) * uniform();
  }

  /** The next whole number, uniform in 0 to {@code bound - 1}. */
  public int below(int bound) {
    // The high word of a 64 by 32 bit product: its bias is below bound / 2^64.
    return (int) Math.unsignedMultiplyHigh(bits(), bound);
  }

  /** The next number, normal with mean 0 and deviation 1 (Box and Muller's method). */
  public float normal() {
    double radius = Math.sqrt(-2 * Math.log(1 - (bits() >>> 11) * 0x1p-53));
    return (float) (radius * Math.cos(2 * Math.PI * (bits() >>> 11) * 0x1p-53));
  }

  /**
   * Working memory of at least {@code size} floats with arbitrary contents, the same array each time while it is large
   * enough. Arrays of different slots are different.
   */
  public float[] scratch(int slot, int size) {
    if (slot >= scratch.length) {
      float[][] longer = new float[slot + 1][];
      System.arraycopy(scratch, 0, longer, 0, scratch.length);
      Arrays.fill(longer, scratch.length, longer.length, new float[0]);
      scratch = longer;
    }
    if (scratch[slot].length < size) {
      scratch[slot] = new float[size];
    }
    return scratch[slot];
  }
}
