package dev.kasane.convnetjs;

import dev.kasane.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * ConvNetJS's random functions over a source of their own, so that a run can be repeated. Keeps a position: two threads
 * must not share one.
 */
public final class Rand {

  private final DoubleSupplier source;
  private boolean cached;
  private double cachedNormal;

  private Rand(DoubleSupplier source) {
    this.source = source;
  }

  /** Numbers that differ from run to run. */
  public static Rand unseeded() {
    return seeded(ThreadLocalRandom.current().nextLong());
  }

  /** The same numbers for the same seed, on every machine: 53 bits each of {@link CounterRandom}. */
  public static Rand seeded(long seed) {
    return new Rand(new Counter(CounterRandom.stream(seed, "convnetjs")));
  }

  /**
   * Numbers from elsewhere, in the place of JavaScript's {@code Math.random}.
   *
   * @param source gives numbers uniform in [0, 1)
   */
  public static Rand of(DoubleSupplier source) {
    return new Rand(source);
  }

  /** Uniform in [0, 1). */
  public double random() {
    return source.getAsDouble();
  }

  /** Uniform in [a, b). */
  public double randf(double a, double b) {
    return random() * (b - a) + a;
  }

  /** A whole number uniform in [a, b): {@code b} is never drawn. */
  public int randi(double a, double b) {
    return (int) Math.floor(random() * (b - a) + a);
  }

  /** A normal number with mean {@code mu} and standard deviation {@code std}, by the polar Box-Muller method. */
  public double randn(double mu, double std) {
    return mu + gaussRandom() * std;
  }

  /** A normal number with mean 0 and standard deviation 1; every second one is the other half of a drawn pair. */
  public double gaussRandom() {
    if (cached) {
      cached = false;
      return cachedNormal;
    }
    double u;
    double v;
    double r;
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      r = u * u + v * v;
    } while (r == 0 || r > 1);
    double c = Math.sqrt(-2 * StrictMath.log(r) / r);
    cachedNormal = v * c;
    cached = true;
    return u * c;
  }

  /** The numbers 0 to n-1 in random order (Fisher-Yates). */
  public int[] randperm(int n) {
    int[] array = new int[n];
    for (int i = 0; i < n; i++) {
      array[i] = i;
    }
    for (int i = n - 1; i >= 0; i--) {
      int j = (int) Math.floor(random() * (i + 1));
      int other = array[i];
      array[i] = array[j];
      array[j] = other;
    }
    return array;
  }

  /**
   * An item drawn with the given probabilities.
   *
   * @param probs one for each item, with sum 1
   * @return {@code null} if the sum falls short of the number drawn
   */
  public <T> @Nullable T weightedSample(List<T> items, double... probs) {
    if (probs.length != items.size()) {
      throw new ConvNetException("weightedSample: expected one probability for each of " + items.size()
          + " items, received " + probs.length);
    }
    double p = randf(0, 1);
    double sum = 0;
    for (int k = 0; k < probs.length; k++) {
      sum += probs[k];
      if (p < sum) {
        return items.get(k);
      }
    }
    return null;
  }

  /** A list in random order; the given one stays as it is. */
  public <T> List<T> shuffled(List<T> items) {
    List<T> out = new ArrayList<>(items.size());
    for (int i : randperm(items.size())) {
      out.add(items.get(i));
    }
    return out;
  }

  private static final class Counter implements DoubleSupplier {

    private final long key;
    private long index;

    Counter(long key) {
      this.key = key;
    }

    @Override
    public double getAsDouble() {
      return (CounterRandom.bits(key, index++) >>> 11) * 0x1p-53;
    }
  }
}
