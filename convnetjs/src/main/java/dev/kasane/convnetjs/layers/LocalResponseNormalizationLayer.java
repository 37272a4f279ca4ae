package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Map;

/**
 * y_i = x_i / (k + alpha/n · Σ x_j²)^beta, where j goes over the depths from i - ⌊n/2⌋ to i + ⌊n/2⌋ (Krizhevsky,
 * Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", NIPS 2012). The faithful
 * modes have ConvNetJS's gradient, which takes x_j² where x_i·x_j belongs.
 */
public final class LocalResponseNormalizationLayer extends Layer {

  private final double k;
  private final double n;
  private final double alpha;
  private final double beta;
  private double[] sums = {};

  /**
   * Makes one.
   *
   * @param k what is added to the sum
   * @param n how many neighbours count; should be odd
   * @param alpha factor of the mean of squares
   * @param beta exponent
   */
  public LocalResponseNormalizationLayer(Size in, double k, double n, double alpha, double beta, Mode mode) {
    super("lrn", in, in, mode);
    this.k = k;
    this.n = n;
    this.alpha = alpha;
    this.beta = beta;
  }

  /** What is added to the sum. */
  public double k() {
    return k;
  }

  /** How many neighbours count. */
  public double n() {
    return n;
  }

  /** Factor of the mean of squares. */
  public double alpha() {
    return alpha;
  }

  /** Exponent. */
  public double beta() {
    return beta;
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = v.cloneAndZero();
    double[] x = v.w();
    double[] y = out.w();
    int depth = v.depth();
    int half = (int) Math.floor(n / 2);
    sums = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int d = i % depth;
      double sum = 0;
      for (int j = Math.max(0, d - half); j <= Math.min(d + half, depth - 1); j++) {
        double xj = x[i - d + j];
        sum += xj * xj;
      }
      sum *= alpha / n;
      sum += k;
      sums[i] = sum;
      y[i] = x[i] / StrictMath.pow(sum, beta);
    }
    return out;
  }

  @Override
  public void backward() {
    Vol v = in("backward");
    double[] x = v.w();
    double[] dy = out("backward").dw();
    double[] dx = v.zeroGrad();
    int depth = v.depth();
    int half = (int) Math.floor(n / 2);
    for (int i = 0; i < x.length; i++) {
      int d = i % depth;
      double power = StrictMath.pow(sums[i], beta);
      double lower = StrictMath.pow(sums[i], beta - 1);
      for (int j = Math.max(0, d - half); j <= Math.min(d + half, depth - 1); j++) {
        int at = i - d + j;
        double g = -x[at] * beta * lower * alpha / n * 2 * (faithful() ? x[at] : x[i]);
        if (j == d) {
          g += power;
        }
        g /= power * power;
        g *= dy[i];
        dx[at] += g;
      }
    }
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("k", k);
    json.put("n", n);
    json.put("alpha", alpha);
    json.put("beta", beta);
    return json;
  }
}
