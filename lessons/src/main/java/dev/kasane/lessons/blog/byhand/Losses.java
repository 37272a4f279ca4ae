package dev.kasane.lessons.blog.byhand;

/** The loss that is printed, the loss that is differentiated, and the derivative of each by z, where y = softmax(z). */
public final class Losses {

  private Losses() {}

  /** Ten questions, "is it this digit or not?": {@code −Σ t · ln y + (1 − t) · ln(1 − y)}, the mean over the rows. */
  public static double oneVsRest(double[][] y, double[][] t) {
    double sum = 0;
    for (int n = 0; n < y.length; n++) {
      for (int k = 0; k < y[n].length; k++) {
        sum -= t[n][k] * Math.log(y[n][k] + Functions.DELTA)
            + (1 - t[n][k]) * Math.log(1 - y[n][k] + Functions.DELTA);
      }
    }
    return sum / y.length;
  }

  /** One question, "which digit is it?": {@code −Σ t · ln y}, the mean over the rows. */
  public static double categorical(double[][] y, double[][] t) {
    double sum = 0;
    for (int n = 0; n < y.length; n++) {
      for (int k = 0; k < y[n].length; k++) {
        sum -= t[n][k] * Math.log(y[n][k] + Functions.DELTA);
      }
    }
    return sum / y.length;
  }

  /** The derivative of a row's categorical loss by z: {@code y − t}, what the article trains with. */
  public static double[] slopeOfCategorical(double[] y, double[] t) {
    double[] slope = new double[y.length];
    for (int k = 0; k < y.length; k++) {
      slope[k] = y[k] - t[k];
    }
    return slope;
  }

  /** The derivative of a row's one-vs-rest loss by z: what belongs to the loss that the article prints. */
  public static double[] slopeOfOneVsRest(double[] y, double[] t) {
    double[] byY = new double[y.length];
    double mean = 0;
    for (int k = 0; k < y.length; k++) {
      byY[k] = (1 - t[k]) / (1 - y[k] + Functions.DELTA) - t[k] / (y[k] + Functions.DELTA);
      mean += y[k] * byY[k];
    }
    double[] slope = new double[y.length];
    for (int k = 0; k < y.length; k++) {
      slope[k] = y[k] * (byY[k] - mean);
    }
    return slope;
  }
}
