package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;

/**
 * Hyperbolic tangent; derivative 1 - y². The faithful modes compute (exp(2x) - 1) / (exp(2x) + 1), which is NaN from x
 * of about 355 on.
 */
public final class TanhLayer extends Layer {

  /** Makes one. */
  public TanhLayer(Size in, Mode mode) {
    super("tanh", in, in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = v.cloneAndZero();
    double[] x = v.w();
    double[] y = out.w();
    for (int i = 0; i < y.length; i++) {
      y[i] = faithful() ? asWritten(x[i]) : StrictMath.tanh(x[i]);
    }
    return out;
  }

  @Override
  public void backward() {
    double[] y = out("backward").w();
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    for (int i = 0; i < dx.length; i++) {
      dx[i] = (1.0 - y[i] * y[i]) * dy[i];
    }
  }

  private static double asWritten(double x) {
    double e = StrictMath.exp(2 * x);
    return (e - 1) / (e + 1);
  }
}
