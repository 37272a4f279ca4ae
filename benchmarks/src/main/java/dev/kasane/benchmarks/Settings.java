package dev.kasane.benchmarks;

/**
 * How to measure.
 *
 * @param batch samples of a step, at least 1
 * @param threads that compute, at least 1
 * @param seconds how long each rate is measured once it is steady, above 0
 */
public record Settings(int batch, int threads, double seconds) {

  /** Checks the ranges. */
  public Settings {
    if (batch < 1 || threads < 1 || !(seconds > 0) || seconds > 3600) {
      throw new IllegalArgumentException("Settings: expected batch and threads of at least 1 and seconds above 0 and at"
          + " most 3600, received batch " + batch + ", threads " + threads + ", seconds " + seconds);
    }
  }
}
