package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;

/**
 * At each position the numbers x_0 to x_(n-1), then all products x_i·x_j in that order of (i, j): depth n becomes n +
 * n². ConvNetJS had it until September 2014; {@code tensor: true} puts one before a layer.
 */
public final class QuadTransformLayer extends Layer {

  /** Makes one. */
  public QuadTransformLayer(Size in, Mode mode) {
    super("quadtransform", in, new Size(in.sx(), in.sy(), depth(in.depth())), mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = blank();
    double[] x = v.w();
    double[] y = out.w();
    int n = v.depth();
    for (int p = 0; p < v.sx() * v.sy(); p++) {
      int from = p * n;
      int to = p * outDepth();
      for (int i = 0; i < n; i++) {
        y[to + i] = x[from + i];
        for (int j = 0; j < n; j++) {
          y[to + n + i * n + j] = x[from + i] * x[from + j];
        }
      }
    }
    return out;
  }

  @Override
  public void backward() {
    Vol v = in("backward");
    double[] dy = out("backward").dw();
    double[] x = v.w();
    double[] dx = v.zeroGrad();
    int n = v.depth();
    for (int p = 0; p < v.sx() * v.sy(); p++) {
      int to = p * n;
      int from = p * outDepth();
      for (int i = 0; i < n; i++) {
        dx[to + i] += dy[from + i];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double g = dy[from + n + i * n + j];
          dx[to + i] += x[to + j] * g;
          dx[to + j] += x[to + i] * g;
        }
      }
    }
  }

  private static int depth(int n) {
    return (int) Math.min(Integer.MAX_VALUE, n + (long) n * n);
  }
}
