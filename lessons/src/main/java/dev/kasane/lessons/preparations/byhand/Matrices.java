package dev.kasane.lessons.preparations.byhand;

/** Sums and products of matrices: {@code a[row][column]}. */
public final class Matrices {

  private Matrices() {}

  /** a + b, of equal sizes. */
  public static double[][] sum(double[][] a, double[][] b) {
    if (a.length != b.length || a[0].length != b[0].length) {
      throw new IllegalArgumentException("sum: expected equal sizes, received " + size(a) + " and " + size(b));
    }
    double[][] c = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        c[i][j] = a[i][j] + b[i][j];
      }
    }
    return c;
  }

  /** a · b: each row of a with each column of b. a must have as many columns as b has rows. */
  public static double[][] product(double[][] a, double[][] b) {
    if (a[0].length != b.length) {
      throw new IllegalArgumentException("product: expected as many columns on the left as rows on the right, received "
          + size(a) + " and " + size(b));
    }
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  /** a · v: each row of a with the vector. */
  public static double[] product(double[][] a, double[] v) {
    if (a[0].length != v.length) {
      throw new IllegalArgumentException(
          "product: expected a vector of " + a[0].length + " numbers for " + size(a) + ", received " + v.length);
    }
    double[] y = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < v.length; k++) {
        y[i] += a[i][k] * v[k];
      }
    }
    return y;
  }

  private static String size(double[][] a) {
    return a.length + "x" + a[0].length;
  }
}
