package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * {@code gain} on the diagonal of a matrix, 0 elsewhere.
 *
 * @param gain finite
 */
public record Identity(double gain) implements Initializer {

  /** Checks the gain. */
  public Identity {
    Checks.finite("Identity", "gain", gain);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "Identity: expected a matrix (in, out), received shape " + shape + "; use orthogonal for other kernels");
    }
    int columns = shape.last();
    return Draws.fill(shape, i -> i / columns == i % columns ? gain : 0);
  }
}
