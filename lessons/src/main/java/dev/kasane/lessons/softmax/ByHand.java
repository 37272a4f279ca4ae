package dev.kasane.lessons.softmax;

/** Softmax as its formula says, and as programs compute it. */
final class ByHand {

  private ByHand() {}

  /** e^z over the sum of all e^z, as the formula says. */
  static double[] asWritten(double[] scores) {
    double[] shares = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      shares[i] = Math.exp(scores[i]);
      sum += shares[i];
    }
    for (int i = 0; i < scores.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** The same shares: the largest score is subtracted from all first, so that no power is above 1. */
  static double[] shifted(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double[] lowered = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      lowered[i] = scores[i] - largest;
    }
    return asWritten(lowered);
  }
}
