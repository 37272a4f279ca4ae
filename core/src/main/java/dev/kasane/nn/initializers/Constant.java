package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * Every element the same number.
 *
 * @param value any finite number
 */
public record Constant(double value) implements Initializer {

  /** Checks that the value is finite. */
  public Constant {
    Checks.finite("Constant", "value", value);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    return Tensor.filled(shape, (float) value);
  }
}
