package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Tuning;
import org.jspecify.annotations.Nullable;

/** Makes layers of definitions from which everything about layers around them has been taken out. */
public final class LayerFactory {

  private final Mode mode;
  private final Rand rand;

  /** A factory for one net. */
  public LayerFactory(Mode mode, Rand rand) {
    this.mode = mode;
    this.rand = rand;
  }

  /**
   * A layer with new weights.
   *
   * @param in the size of what goes in; the input layer has none
   * @throws ConvNetException if the definition does not go with that size
   */
  public Layer make(LayerDefinition definition, Size in) {
    return switch (definition) {
      case LayerDefinition.Input input ->
          new InputLayer(new Size(input.outSx(), input.outSy(), input.outDepth()), mode);
      case LayerDefinition.FullyConnected fc -> {
        Size filter = new Size(1, 1, Sizes.flat("fc", in));
        yield new FullyConnLayer(in, filters("fc", fc.numNeurons(), filter, fc.tuning()), mode);
      }
      case LayerDefinition.Conv conv -> conv(conv, in);
      case LayerDefinition.Pool pool ->
          new PoolLayer(in, new Window2d(pool.sx(), pool.sy(), pool.stride(), pool.pad()), mode);
      case LayerDefinition.Pointwise pointwise -> switch (pointwise.function()) {
        case RELU -> new ReluLayer(in, mode);
        case SIGMOID -> new SigmoidLayer(in, mode);
        case TANH -> new TanhLayer(in, mode);
        case MAXOUT -> throw new IllegalStateException("maxout has a definition of its own");
      };
      case LayerDefinition.Maxout maxout -> new MaxoutLayer(in, maxout.groupSize(), false, mode);
      case LayerDefinition.Dropout dropout -> new DropoutLayer(in, dropout.probability(), mode, rand);
      case LayerDefinition.LocalResponseNormalization lrn ->
          new LocalResponseNormalizationLayer(in, lrn.k(), lrn.n(), lrn.alpha(), lrn.beta(), mode);
      case LayerDefinition.QuadTransform _ -> new QuadTransformLayer(in, mode);
      case LayerDefinition.Softmax _ -> new SoftmaxLayer(in, mode);
      case LayerDefinition.Svm _ -> new SvmLayer(in, mode);
      case LayerDefinition.Regression _ -> new RegressionLayer(in, mode);
    };
  }

  private Layer conv(LayerDefinition.Conv conv, Size in) {
    Window2d window = new Window2d(conv.sx(), conv.sy(), conv.stride(), conv.pad());
    window.require("conv");
    Sizes.require("conv", window.out(in, conv.filters()), mode);
    Size filter = new Size(conv.sx(), conv.sy(), in.depth());
    return new ConvLayer(in, window, filters("conv", conv.filters(), filter, conv.tuning()), mode);
  }

  private Filters filters(String layer, int count, Size size, Tuning tuning) {
    if (count < 1) {
      throw new ConvNetException(layer + ": expected at least 1 filter or neuron, received " + count);
    }
    double l1 = or(tuning.l1DecayMul(), mode.faithful() ? 0 : 1);
    double l2 = or(tuning.l2DecayMul(), 1);
    return Filters.random(layer, count, size, or(tuning.biasPref(), 0), l1, l2, rand);
  }

  private static double or(@Nullable Double value, double absent) {
    return value == null ? absent : value;
  }
}
