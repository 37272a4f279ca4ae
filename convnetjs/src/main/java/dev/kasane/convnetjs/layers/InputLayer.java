package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;

/** The first layer of a net: passes its input on. {@link Mode#CORRECT} refuses inputs of another size. */
public final class InputLayer extends Layer {

  /** Makes one. */
  public InputLayer(Size size, Mode mode) {
    super("input", size, size, mode);
  }

  /** Refuses an input of another size, in {@link Mode#CORRECT}. */
  public void require(Vol v) {
    if (!faithful() && !Size.of(v).equals(out())) {
      String hint = v.length() == out().length() ? "; the count fits, the shape does not" : "";
      throw new ConvNetException("input: expected a Vol of size " + out() + ", received " + v + hint);
    }
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    require(v);
    return v;
  }

  /** Does nothing: the gradients already lie in the input's {@code dw}. */
  @Override
  public void backward() {}
}
