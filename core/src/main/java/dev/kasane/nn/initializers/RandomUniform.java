package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Uniform between two numbers. Keras's default range is −0.05 to 0.05.
 *
 * @param low smallest value
 * @param high largest value, not below {@code low}
 */
public record RandomUniform(double low, double high) implements Initializer {

  /** Checks that both are finite and in order. */
  public RandomUniform {
    Checks.finite("RandomUniform", "low", low);
    Checks.finite("RandomUniform", "high", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "RandomUniform: low must not exceed high, received low " + low + " and high " + high);
    }
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    Draws draws = new Draws(seed);
    return Draws.fill(shape, i -> low + (high - low) * draws.uniform(i));
  }
}
