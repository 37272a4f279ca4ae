package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;

/** 1 / (1 + exp(-x)); derivative y(1 - y). */
public final class SigmoidLayer extends Layer {

  /** Makes one. */
  public SigmoidLayer(Size in, Mode mode) {
    super("sigmoid", in, in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = v.cloneAndZero();
    double[] x = v.w();
    double[] y = out.w();
    for (int i = 0; i < y.length; i++) {
      y[i] = 1.0 / (1.0 + StrictMath.exp(-x[i]));
    }
    return out;
  }

  @Override
  public void backward() {
    double[] y = out("backward").w();
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    for (int i = 0; i < dx.length; i++) {
      dx[i] = y[i] * (1.0 - y[i]) * dy[i];
    }
  }
}
