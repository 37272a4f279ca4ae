package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Normally distributed, values more than two standard deviations from the mean drawn again; what remains varies less
 * than the parameter says, its standard deviation is 0.8796 of it. Keras's default is mean 0 and 0.05.
 *
 * @param mean any finite number
 * @param standardDeviation of the distribution before it is cut, 0 or above
 */
public record TruncatedNormal(double mean, double standardDeviation) implements Initializer {

  /** Checks the ranges. */
  public TruncatedNormal {
    Checks.finite("TruncatedNormal", "mean", mean);
    Checks.notNegative("TruncatedNormal", "standardDeviation", standardDeviation);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    Draws draws = new Draws(seed);
    return Draws.fill(shape, i -> mean + standardDeviation * draws.truncatedNormal(i));
  }
}
