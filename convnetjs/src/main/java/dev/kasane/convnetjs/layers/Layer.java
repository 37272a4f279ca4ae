package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a net. {@link #forward} makes the output of an input and keeps both; {@link #backward} takes the gradients
 * that lie in the output's {@code dw} to the input's {@code dw}, which it replaces, and to those of the parameters, to
 * which it adds.
 */
public abstract sealed class Layer
    permits InputLayer,
        FullyConnLayer,
        ConvLayer,
        PoolLayer,
        ReluLayer,
        SigmoidLayer,
        TanhLayer,
        MaxoutLayer,
        DropoutLayer,
        LocalResponseNormalizationLayer,
        QuadTransformLayer,
        LossLayer {

  private final String layerType;
  private final Size in;
  private final Size out;
  private final Mode mode;
  private @Nullable Vol inAct;
  private @Nullable Vol outAct;
  private @Nullable Runnable recall;

  Layer(String layerType, Size in, Size out, Mode mode) {
    this.layerType = layerType;
    this.in = in;
    this.out = out;
    this.mode = mode;
    Sizes.require(layerType, out, mode);
  }

  /** ConvNetJS's name of this kind of layer, such as {@code fc}. */
  public String layerType() {
    return layerType;
  }

  /** The size of what goes in. */
  public Size in() {
    return in;
  }

  /** The size of what comes out. */
  public Size out() {
    return out;
  }

  /** The width of what comes out. */
  public int outSx() {
    return out.sx();
  }

  /** The height of what comes out. */
  public int outSy() {
    return out.sy();
  }

  /** The depth of what comes out. */
  public int outDepth() {
    return out.depth();
  }

  /** What this layer computes in. */
  public Mode mode() {
    return mode;
  }

  /** The input of the last pass; null before the first. */
  public @Nullable Vol inAct() {
    recall();
    return inAct;
  }

  /** The output of the last pass; null before the first. */
  public @Nullable Vol outAct() {
    recall();
    return outAct;
  }

  /**
   * Computes the output.
   *
   * @param v a volume of size {@link #in}
   * @param isTraining whether dropout drops
   * @return a new volume, but for layers that change nothing (input, svm, regression): these return {@code v}
   */
  public final Vol forward(Vol v, boolean isTraining) {
    recall();
    Vol result = compute(v, isTraining);
    inAct = v;
    outAct = result;
    return result;
  }

  /** Takes the gradients of the output back; see {@link LossLayer#backward} for the last layer. */
  public abstract void backward();

  /** The parameters and their gradients; none for most layers. */
  public List<ParamsAndGrads> getParamsAndGrads() {
    return List.of();
  }

  /** This layer as ConvNetJS saves it. */
  public Map<String, Object> toJSON() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("out_depth", out.depth());
    json.put("out_sx", out.sx());
    json.put("out_sy", out.sy());
    json.put("layer_type", layerType);
    return json;
  }

  /** Sets what is called before the values of the last pass are used; it may make up for a pass. */
  public final void onRecall(Runnable action) {
    recall = action;
  }

  private void recall() {
    if (recall != null) {
      recall.run();
    }
  }

  abstract Vol compute(Vol v, boolean isTraining);

  final Vol in(String what) {
    recall();
    return passed(inAct, what);
  }

  final Vol out(String what) {
    recall();
    return passed(outAct, what);
  }

  final boolean faithful() {
    return mode.faithful();
  }

  /** Zeros of the size of the output. */
  final Vol blank() {
    return Vol.unchecked(out.sx(), out.sy(), out.depth());
  }

  private Vol passed(@Nullable Vol vol, String what) {
    if (vol == null) {
      throw new ConvNetException(layerType + ": " + what + " needs a pass forward first; call forward before backward");
    }
    return vol;
  }
}
