package dev.kasane.lessons.blog.byhand;

/** The functions the networks are made of. A batch is a table: one row a sample. */
public final class Functions {

  /** Keeps the logarithm of the printed loss away from 0. */
  public static final double DELTA = 1e-7;

  private Functions() {}

  /** {@code 1 / (1 + e⁻ˣ)}. */
  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Each row as probabilities. The largest is subtracted first: e to the power of 710 is infinite already. */
  public static double[][] softmax(double[][] z) {
    double[][] y = new double[z.length][];
    for (int n = 0; n < z.length; n++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double value : z[n]) {
        largest = Math.max(largest, value);
      }
      y[n] = new double[z[n].length];
      double sum = 0;
      for (int k = 0; k < z[n].length; k++) {
        y[n][k] = Math.exp(z[n][k] - largest);
        sum += y[n][k];
      }
      for (int k = 0; k < z[n].length; k++) {
        y[n][k] /= sum;
      }
    }
    return y;
  }

  /**
   * {@code x · w + b}.
   *
   * @throws IllegalArgumentException if a row of {@code x} is not as long as {@code w} has rows
   */
  public static double[][] affine(double[][] x, double[][] w, double[] b) {
    if (x[0].length != w.length) {
      throw new IllegalArgumentException("affine: x is (" + x.length + ", " + x[0].length + "), so w needs "
          + x[0].length + " rows, received (" + w.length + ", " + w[0].length + ")");
    }
    double[][] z = new double[x.length][];
    for (int n = 0; n < x.length; n++) {
      z[n] = b.clone();
      for (int i = 0; i < w.length; i++) {
        for (int k = 0; k < b.length; k++) {
          z[n][k] += x[n][i] * w[i][k];
        }
      }
    }
    return z;
  }

  /** {@code y − t}: how far each output is from its target; also the derivative of the loss by z. */
  public static double[][] error(double[][] y, double[][] t) {
    double[][] difference = new double[y.length][y[0].length];
    for (int n = 0; n < y.length; n++) {
      for (int k = 0; k < y[n].length; k++) {
        difference[n][k] = y[n][k] - t[n][k];
      }
    }
    return difference;
  }

  /** {@code xᵀ · d}: the gradient of the weights, summed over the batch. */
  public static double[][] deltaW(double[][] x, double[][] d) {
    double[][] gradient = new double[x[0].length][d[0].length];
    for (int n = 0; n < x.length; n++) {
      for (int i = 0; i < x[n].length; i++) {
        for (int k = 0; k < d[n].length; k++) {
          gradient[i][k] += x[n][i] * d[n][k];
        }
      }
    }
    return gradient;
  }

  /** The sum of the rows of d: the gradient of the bias. */
  public static double[] deltaB(double[][] d) {
    double[] gradient = new double[d[0].length];
    for (double[] row : d) {
      for (int k = 0; k < row.length; k++) {
        gradient[k] += row[k];
      }
    }
    return gradient;
  }

  /** {@code p ← p − rate · g}. */
  public static void update(double[] p, double rate, double[] g) {
    for (int i = 0; i < p.length; i++) {
      p[i] -= rate * g[i];
    }
  }

  /** {@code p ← p − rate · g} for a table. */
  public static void update(double[][] p, double rate, double[][] g) {
    for (int i = 0; i < p.length; i++) {
      update(p[i], rate, g[i]);
    }
  }

  /** The share of rows whose largest output is the target's, in percent. */
  public static double accuracy(double[][] y, double[][] t) {
    int right = 0;
    for (int n = 0; n < y.length; n++) {
      if (argMax(y[n]) == argMax(t[n])) {
        right++;
      }
    }
    return 100.0 * right / y.length;
  }

  /** The position of the largest number; of equal ones the first. */
  public static int argMax(double[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }
}
