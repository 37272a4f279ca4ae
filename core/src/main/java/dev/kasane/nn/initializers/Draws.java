package dev.kasane.nn.initializers;

import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Random numbers for initial values, each a function of seed and index only. Computed in {@code double} with {@link
 * StrictMath}, so that every machine gets the same bits.
 */
final class Draws {

  private static final double UNIT = 0x1p-53;

  /** More tries than a truncated draw ever needs: each fails with probability 0.05. */
  private static final int TRIES = 64;

  private final long key;

  Draws(long seed) {
    key = CounterRandom.stream(seed, "initializer");
  }

  /** Uniform in [0, 1), 53 random bits. */
  double uniform(long index) {
    return (CounterRandom.bits(key, index) >>> 11) * UNIT;
  }

  /** Standard normal, by the method of Box and Muller (1958). */
  double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /** Standard normal, drawn again while more than two standard deviations from 0. */
  double truncatedNormal(long index) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double value = normal(index * TRIES + attempt);
      if (Math.abs(value) <= 2) {
        return value;
      }
    }
    return 0;
  }

  /** A number by its index. */
  @FunctionalInterface
  interface Draw {
    double at(long index);
  }

  static Tensor fill(Shape shape, Draw draw) {
    Tensor tensor = Tensor.zeros(shape);
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) draw.at(i);
    }
    return tensor;
  }
}
