package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Map;

/**
 * In training, sets each number to 0 with probability {@code drop_prob}.
 *
 * <p>{@link Mode#CORRECT} divides what remains by 1 - drop_prob and leaves predictions as they are, so that both have
 * the same mean (inverted dropout). The faithful modes leave what remains as it is and multiply predictions by
 * drop_prob, which is right for 0.5 only; and their backward pass uses the mask of the last training pass even after a
 * prediction.
 */
public final class DropoutLayer extends Layer {

  private final double dropProb;
  private final Rand rand;
  private boolean[] dropped = {};
  private boolean training;

  /**
   * Makes one.
   *
   * @param dropProb from 0 to below 1; the faithful modes take any number
   */
  public DropoutLayer(Size in, double dropProb, Mode mode, Rand rand) {
    super("dropout", in, in, mode);
    if (!mode.faithful() && !(dropProb >= 0 && dropProb < 1)) {
      throw new ConvNetException("dropout: drop_prob: expected a number from 0 to below 1, received " + dropProb);
    }
    this.dropProb = dropProb;
    this.rand = rand;
  }

  /** The probability with which a number is dropped. */
  public double dropProb() {
    return dropProb;
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = v.clone();
    double[] y = out.w();
    training = isTraining;
    if (isTraining) {
      double scale = faithful() ? 1 : 1 / (1 - dropProb);
      dropped = dropped.length == in().length() ? dropped : new boolean[(int) in().length()];
      for (int i = 0; i < y.length; i++) {
        boolean drop = rand.random() < dropProb;
        y[i] = drop ? 0 : y[i] * scale;
        if (i < dropped.length) {
          dropped[i] = drop;
        }
      }
    } else if (faithful()) {
      for (int i = 0; i < y.length; i++) {
        y[i] *= dropProb;
      }
    }
    return out;
  }

  @Override
  public void backward() {
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    boolean masked = faithful() || training;
    double scale = masked && !faithful() ? 1 / (1 - dropProb) : 1;
    for (int i = 0; i < dx.length; i++) {
      if (!masked || i >= dropped.length || !dropped[i]) {
        dx[i] = dy[i] * scale;
      }
    }
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("drop_prob", dropProb);
    return json;
  }
}
