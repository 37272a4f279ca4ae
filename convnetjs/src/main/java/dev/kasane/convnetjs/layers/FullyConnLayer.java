package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** y_i = Σ_d x_d·w_i,d + b_i over all numbers of the input, whatever its shape. */
public final class FullyConnLayer extends Layer {

  private final Filters weights;

  /** Makes one with these weights: a filter of 1 by 1 by the input's length for each output. */
  public FullyConnLayer(Size in, Filters weights, Mode mode) {
    super("fc", in, new Size(1, 1, weights.filters().size()), mode);
    this.weights = weights;
  }

  /** How many numbers go in. */
  public int numInputs() {
    return (int) in().length();
  }

  /** The weights of each output: volumes of 1 by 1 by {@link #numInputs}. */
  public List<Vol> filters() {
    return weights.filters();
  }

  /** One bias for each output. */
  public Vol biases() {
    return weights.biases();
  }

  /** Weights, biases and what their decay is multiplied by. */
  public Filters parameters() {
    return weights;
  }

  /** What the trainer's L1 decay is multiplied by. */
  public double l1DecayMul() {
    return weights.l1DecayMul();
  }

  /** What the trainer's L2 decay is multiplied by. */
  public double l2DecayMul() {
    return weights.l2DecayMul();
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    int inputs = numInputs();
    double[] x = Sizes.padded(v.w(), inputs);
    double[] b = biases().read();
    Vol out = blank();
    double[] y = out.w();
    for (int i = 0; i < y.length; i++) {
      double[] wi = filters().get(i).read();
      double sum = 0;
      for (int d = 0; d < inputs; d++) {
        sum += x[d] * wi[d];
      }
      y[i] = sum + b[i];
    }
    return out;
  }

  @Override
  public void backward() {
    Vol v = in("backward");
    int inputs = numInputs();
    double[] x = Sizes.padded(v.w(), inputs);
    double[] dy = out("backward").dw();
    double[] dx = v.zeroGrad();
    boolean beyond = dx.length < inputs;
    double[] sums = beyond ? Arrays.copyOf(dx, inputs) : dx;
    double[] db = biases().dw();
    for (int i = 0; i < dy.length; i++) {
      double[] wi = filters().get(i).read();
      double[] dwi = filters().get(i).dw();
      double g = dy[i];
      for (int d = 0; d < inputs; d++) {
        sums[d] += wi[d] * g;
        dwi[d] += x[d] * g;
      }
      db[i] += g;
    }
    if (beyond) {
      System.arraycopy(sums, 0, dx, 0, dx.length);
    }
  }

  @Override
  public List<ParamsAndGrads> getParamsAndGrads() {
    return weights.paramsAndGrads();
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("num_inputs", numInputs());
    weights.toJson(json);
    return json;
  }
}
