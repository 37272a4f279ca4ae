package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;

/**
 * Probabilities of classes: exp(x_i) over the sum of all exp(x_j), computed relative to the largest. The loss is minus
 * the logarithm of the probability of the right class. {@link Mode#CORRECT} takes the logarithm before dividing, so
 * that it stays finite where the probability is 0 in double precision; the faithful modes give infinity there, and NaN
 * for a class that is none.
 */
public final class SoftmaxLayer extends LossLayer {

  private double logSum;

  /** Makes one. */
  public SoftmaxLayer(Size in, Mode mode) {
    super("softmax", in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    int n = numInputs();
    double[] x = Sizes.padded(v.w(), n);
    double max = n == 0 ? Double.NaN : x[0];
    for (int i = 1; i < n; i++) {
      if (x[i] > max) {
        max = x[i];
      }
    }
    Vol out = blank();
    double[] p = out.w();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = StrictMath.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    logSum = max + StrictMath.log(sum);
    return out;
  }

  @Override
  public void require(Target y) {
    label(y);
  }

  @Override
  public double backward(Target y) {
    int label = label(y);
    Vol x = in("backward");
    double[] p = out("backward").w();
    double[] dx = x.zeroGrad();
    for (int i = 0; i < Math.min(dx.length, p.length); i++) {
      dx[i] = -((i == label ? 1.0 : 0.0) - p[i]);
    }
    if (label < 0) {
      return Double.NaN;
    }
    return faithful() ? -StrictMath.log(p[label]) : logSum - x.w()[label];
  }
}
