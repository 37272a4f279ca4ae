package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Normally distributed. Keras's default is mean 0 and standard deviation 0.05.
 *
 * @param mean any finite number
 * @param standardDeviation 0 or above
 */
public record RandomNormal(double mean, double standardDeviation) implements Initializer {

  /** Checks the ranges. */
  public RandomNormal {
    Checks.finite("RandomNormal", "mean", mean);
    Checks.notNegative("RandomNormal", "standardDeviation", standardDeviation);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    Draws draws = new Draws(seed);
    return Draws.fill(shape, i -> mean + standardDeviation * draws.normal(i));
  }
}
