package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.Objects;

/**
 * Variance {@code scale / n}, where n counts connections, so that signals keep their size from layer to layer. The
 * Glorot, He and LeCun initializers are cases of it; the definition is Keras's.
 *
 * @param scale above 0
 * @param mode which connections n counts
 * @param distribution the values' distribution
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {

  /** The standard deviation of a standard normal distribution cut at ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  /** What n counts; for convolution kernels multiplied by the receptive field. */
  public enum Mode {
    /** Inputs of an output. */
    FAN_IN,
    /** Outputs of an input. */
    FAN_OUT,
    /** The mean of both. */
    FAN_AVERAGE
  }

  /** How the values are distributed. */
  public enum Distribution {
    /** Uniform within ±√(3 · scale / n). */
    UNIFORM,
    /** Normal, cut at two standard deviations and widened to have the full variance again. */
    TRUNCATED_NORMAL
  }

  /** Checks the scale. */
  public VarianceScaling {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(distribution, "distribution");
    Checks.positive("VarianceScaling", "scale", scale);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    Fans fans = Fans.of(shape);
    double count =
        switch (mode) {
          case FAN_IN -> fans.in();
          case FAN_OUT -> fans.out();
          case FAN_AVERAGE -> (fans.in() + fans.out()) / 2;
        };
    double variance = scale / count;
    Draws draws = new Draws(seed);
    return switch (distribution) {
      case UNIFORM -> {
        double limit = StrictMath.sqrt(3 * variance);
        yield Draws.fill(shape, i -> limit * (2 * draws.uniform(i) - 1));
      }
      case TRUNCATED_NORMAL -> {
        double deviation = StrictMath.sqrt(variance) / TRUNCATED_DEVIATION;
        yield Draws.fill(shape, i -> deviation * draws.truncatedNormal(i));
      }
    };
  }
}
