package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;

/**
 * Scores of classes, which it leaves as they are. The loss is the sum over the wrong classes of max(0, x_i - x_y + 1):
 * the right class should be ahead of each other by 1 (Weston and Watkins' multi-class hinge). {@link
 * Mode#FAITHFUL_NPM} counts the right class as well, which adds 1 to the loss and nothing to the gradients.
 */
public final class SvmLayer extends LossLayer {

  /** Makes one. */
  public SvmLayer(Size in, Mode mode) {
    super("svm", in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    return v;
  }

  @Override
  public void require(Target y) {
    label(y);
  }

  @Override
  public double backward(Target y) {
    int label = label(y);
    Vol input = in("backward");
    double[] x = Sizes.padded(input.w(), numInputs());
    double[] dx = input.zeroGrad();
    double score = label < 0 ? Double.NaN : x[label];
    boolean countsItself = mode() == Mode.FAITHFUL_NPM && label >= 0;
    double loss = 0;
    for (int i = 0; i < numInputs(); i++) {
      double excess = -score + x[i] + 1.0;
      if ((i != label || countsItself) && excess > 0) {
        dx[i] += 1;
        dx[label] -= 1;
        loss += excess;
      }
    }
    return loss;
  }
}
