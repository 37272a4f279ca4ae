package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Target;
import java.util.Map;

/** The last layer of a net: it knows how far an answer is from what it should be. */
public abstract sealed class LossLayer extends Layer permits SoftmaxLayer, SvmLayer, RegressionLayer {

  LossLayer(String layerType, Size in, Mode mode) {
    super(layerType, in, new Size(1, 1, (int) in.length()), mode);
  }

  /** How many numbers go in, and come out. */
  public int numInputs() {
    return outDepth();
  }

  /**
   * Puts the gradients of the loss into the input's {@code dw}.
   *
   * @return the loss of the last input
   * @throws ConvNetException in {@link Mode#CORRECT} if the target does not fit: a class out of range, or another
   *     count of numbers than outputs
   */
  public abstract double backward(Target y);

  /**
   * Refuses a target that does not fit, in {@link Mode#CORRECT}.
   *
   * @throws ConvNetException if it is a class out of range, or has another count of numbers than outputs
   */
  public abstract void require(Target y);

  /** Does not work here: a loss needs its target. */
  @Override
  public void backward() {
    throw new ConvNetException(layerType() + ": backward needs the target, as backward(Target)");
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("num_inputs", numInputs());
    return json;
  }

  /** The class of a target, or -1 if it names none and this is a faithful mode. */
  final int label(Target y) {
    int label = switch (y) {
      case Target.Label(int value) -> value;
      case Target.Value(double value) when value == Math.rint(value) && Math.abs(value) < 1e9 -> (int) value;
      case Target.Value _, Target.Values _, Target.Dimension _ -> -1;
    };
    if (!faithful() && (label < 0 || label >= numInputs())) {
      throw new ConvNetException(layerType() + ": expected a class from 0 to " + (numInputs() - 1)
          + " as target, received " + describe(y));
    }
    return label >= 0 && label < numInputs() ? label : -1;
  }

  static String describe(Target y) {
    return switch (y) {
      case Target.Label(int value) -> Integer.toString(value);
      case Target.Value(double value) -> Double.toString(value);
      case Target.Values(double[] values) -> "a list of " + values.length + " numbers";
      case Target.Dimension(int dim, double val) -> "{dim: " + dim + ", val: " + val + "}";
    };
  }
}
