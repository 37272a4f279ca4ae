package dev.kasane.nn.initializers;

import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/**
 * A matrix whose columns (or rows, where there are fewer of them) are perpendicular and of length {@code gain} (Saxe,
 * McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
 * 2013). All axes but the last count as rows. Drawn as normal numbers and made orthogonal in {@code double}; the
 * triangular factor has a positive diagonal, so that every rotation is equally likely.
 *
 * @param gain length of the vectors; finite
 */
public record Orthogonal(double gain) implements Initializer {

  /** Checks the gain. */
  public Orthogonal {
    Checks.finite("Orthogonal", "gain", gain);
  }

  @Override
  public Tensor initialize(Shape shape, long seed) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Orthogonal: expected a shape of at least 2 axes, received " + shape + "; use zeros for a bias");
    }
    int columns = shape.last();
    int rows = shape.size() / columns;
    boolean tall = rows >= columns;
    double[][] basis = basis(Math.min(rows, columns), Math.max(rows, columns), new Draws(seed));
    return Draws.fill(
        shape,
        i -> {
          int row = (int) (i / columns);
          int column = (int) (i % columns);
          return gain * (tall ? basis[column][row] : basis[row][column]);
        });
  }

  /** So many perpendicular unit vectors of a length, by the method of Gram and Schmidt. */
  private static double[][] basis(int count, int length, Draws draws) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < length; k++) {
        vectors[i][k] = draws.normal((long) i * length + k);
      }
      // A second pass removes what rounding left of the first.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addScaled(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
        }
      }
      double length2 = dot(vectors[i], vectors[i]);
      double scale = 1 / StrictMath.sqrt(length2);
      for (int k = 0; k < length; k++) {
        vectors[i][k] *= scale;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addScaled(double[] a, double factor, double[] b) {
    for (int k = 0; k < a.length; k++) {
      a[k] += factor * b[k];
    }
  }
}
