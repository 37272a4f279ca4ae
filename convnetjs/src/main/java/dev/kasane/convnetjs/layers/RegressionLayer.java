package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;

/**
 * Numbers, which it leaves as they are. The loss is the sum of ½(x_i - y_i)², over all outputs or over the one that the
 * target names; {@link Mode#FAITHFUL_NPM} reports 2(x_i - y_i)² with the same gradient.
 */
public final class RegressionLayer extends LossLayer {

  /** Makes one. */
  public RegressionLayer(Size in, Mode mode) {
    super("regression", in, mode);
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    return v;
  }

  @Override
  public double backward(Target y) {
    require(y);
    Vol input = in("backward");
    double[] x = input.w();
    double[] dx = input.zeroGrad();
    return switch (y) {
      case Target.Values(double[] values) -> {
        double loss = 0;
        for (int i = 0; i < numInputs(); i++) {
          loss += one(x, dx, i, i < values.length ? values[i] : Double.NaN);
        }
        yield loss;
      }
      case Target.Label(int value) -> number(x, dx, value);
      case Target.Value(double value) -> number(x, dx, value);
      case Target.Dimension(int dim, double val) -> one(x, dx, dim, val);
    };
  }

  private double number(double[] x, double[] dx, double value) {
    return mode() == Mode.FAITHFUL_NPM ? Double.NaN : one(x, dx, 0, value);
  }

  private double one(double[] x, double[] dx, int i, double y) {
    if (i < 0 || i >= x.length) {
      return Double.NaN;
    }
    double dy = x[i] - y;
    dx[i] = dy;
    return (mode() == Mode.FAITHFUL_NPM ? 2 : 0.5) * dy * dy;
  }

  @Override
  public void require(Target y) {
    int n = numInputs();
    boolean fits = faithful() || switch (y) {
      case Target.Values(double[] values) -> values.length == n;
      case Target.Label _, Target.Value _ -> n == 1;
      case Target.Dimension(int dim, double _) -> dim >= 0 && dim < n;
    };
    if (!fits) {
      String expected = n == 1 ? "a number or a list of 1" : "a list of " + n + " numbers";
      throw new ConvNetException("regression: expected " + expected + " or"
          + " {dim, val} with dim from 0 to " + (n - 1) + " as target, received " + describe(y));
    }
  }
}
