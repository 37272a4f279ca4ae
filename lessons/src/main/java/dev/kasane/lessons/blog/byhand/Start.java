package dev.kasane.lessons.blog.byhand;

import java.util.Random;

/** First values of weights. */
public final class Start {

  private Start() {}

  /** Numbers of the normal distribution N(0, 1). */
  public static double[][] normal(int rows, int columns, Random random) {
    double[][] w = new double[rows][];
    for (int i = 0; i < rows; i++) {
      w[i] = normal(columns, random);
    }
    return w;
  }

  /** A row of such numbers. */
  public static double[] normal(int size, Random random) {
    double[] row = new double[size];
    for (int i = 0; i < size; i++) {
      row[i] = random.nextGaussian();
    }
    return row;
  }

  /** Glorot and Bengio's start (2010): uniform in ±√(6 / (rows + columns)), so that sums stay of order 1. */
  public static double[][] glorot(int rows, int columns, Random random) {
    double limit = Math.sqrt(6.0 / (rows + columns));
    double[][] w = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        w[i][k] = (2 * random.nextDouble() - 1) * limit;
      }
    }
    return w;
  }
}
