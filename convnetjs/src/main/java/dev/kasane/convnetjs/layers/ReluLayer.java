package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;

/** max(0, x). The gradient is 0 where the output is 0. */
public final class ReluLayer extends Layer {

  /** Makes one. */
  public ReluLayer(Size in, Mode mode) {
    super("relu", in, in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = v.clone();
    double[] y = out.w();
    for (int i = 0; i < y.length; i++) {
      if (y[i] < 0) {
        y[i] = 0;
      }
    }
    return out;
  }

  @Override
  public void backward() {
    double[] y = out("backward").w();
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    for (int i = 0; i < dx.length; i++) {
      dx[i] = y[i] <= 0 ? 0 : dy[i];
    }
  }
}
