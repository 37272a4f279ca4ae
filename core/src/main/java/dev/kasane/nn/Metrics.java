package dev.kasane.nn;

import dev.kasane.nn.metrics.Accuracy;
import dev.kasane.nn.metrics.BinaryAccuracy;
import dev.kasane.nn.metrics.MeanAbsoluteErrorMetric;
import dev.kasane.nn.metrics.MeanSquaredErrorMetric;
import dev.kasane.nn.metrics.TopKAccuracy;

/** Makes metrics. */
public final class Metrics {

  private Metrics() {}

  /** The share of right answers, its form chosen by the shapes. */
  public static Accuracy accuracy() {
    return new Accuracy();
  }

  /** The share of values on the right side of 0.5. */
  public static BinaryAccuracy binaryAccuracy() {
    return new BinaryAccuracy();
  }

  /** The share of samples whose right class is among the k largest outputs. */
  public static TopKAccuracy topKAccuracy(int k) {
    return new TopKAccuracy(k);
  }

  /** The mean squared error. */
  public static MeanSquaredErrorMetric mse() {
    return new MeanSquaredErrorMetric();
  }

  /** The mean absolute error. */
  public static MeanAbsoluteErrorMetric mae() {
    return new MeanAbsoluteErrorMetric();
  }
}
