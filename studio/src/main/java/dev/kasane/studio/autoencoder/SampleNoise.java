package dev.kasane.studio.autoencoder;

import dev.kasane.tensor.CounterRandom;

/** Random numbers for one image: the same for the same seed and number of the image. */
final class SampleNoise {

  private final long key;
  private long index;

  SampleNoise(long seed, long sample) {
    key = CounterRandom.at(CounterRandom.stream(seed, "autoencoder noise"), sample);
  }

  double uniform() {
    return CounterRandom.uniform(key, index++);
  }

  /** By Box and Muller's formula; the other number of the pair is not used. */
  double normal() {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }
}
