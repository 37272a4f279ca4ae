package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.json.JsonView;

/**
 * Makes layers of what ConvNetJS saved. Sizes follow from the layer before and what the file says must agree with them;
 * weights are counted before memory is taken.
 */
public final class LayerReader {

  private final Mode mode;
  private final Rand rand;

  /** A reader for one net. */
  public LayerReader(Mode mode, Rand rand) {
    this.mode = mode;
    this.rand = rand;
  }

  /**
   * A layer as it was saved.
   *
   * @param in what comes out of the layer before; the input layer has none
   * @throws ConvNetException if something is missing, unknown or does not agree
   */
  public Layer read(JsonView json, Size in) {
    String type = json.string("layer_type");
    JsonView view = json.named(json.path() + " (" + type + ")");
    Layer layer;
    try {
      layer = make(type, view, in);
    } catch (ConvNetException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(json.path()) ? e : new ConvNetException(json.path() + ": " + message, e);
    }
    same(view, "out_sx", layer.outSx());
    same(view, "out_sy", layer.outSy());
    same(view, "out_depth", layer.outDepth());
    return layer;
  }

  private Layer make(String type, JsonView view, Size in) {
    return switch (type) {
      case "input" -> new InputLayer(
          new Size(view.integer("out_sx", 1), view.integer("out_sy", 1), view.integer("out_depth", 1)), mode);
      case "fc" -> {
        Size filter = new Size(1, 1, Sizes.flat("fc", in));
        same(view, "num_inputs", filter.depth());
        yield new FullyConnLayer(in, Filters.fromJson(view, view.integer("out_depth", 1), filter), mode);
      }
      case "conv" -> {
        Window2d window = window(view, 1);
        same(view, "in_depth", in.depth());
        Size out = window.out(in, view.integer("out_depth", 1));
        Sizes.require("conv", out, mode);
        Size filter = new Size(window.sx(), window.sy(), in.depth());
        yield new ConvLayer(in, window, Filters.fromJson(view, out.depth(), filter), mode);
      }
      case "pool" -> {
        same(view, "in_depth", in.depth());
        yield new PoolLayer(in, window(view, 2), mode);
      }
      case "relu" -> new ReluLayer(in, mode);
      case "sigmoid" -> new SigmoidLayer(in, mode);
      case "tanh" -> new TanhLayer(in, mode);
      case "maxout" -> new MaxoutLayer(in, view.integer("group_size", 1), true, mode);
      case "dropout" -> new DropoutLayer(in, view.number("drop_prob", 0.5), mode, rand);
      case "lrn" -> new LocalResponseNormalizationLayer(
          in, view.number("k"), view.number("n"), view.number("alpha"), view.number("beta"), mode);
      case "quadtransform" -> new QuadTransformLayer(in, mode);
      case "softmax", "svm", "regression" -> {
        same(view, "num_inputs", Sizes.flat(type, in));
        yield switch (type) {
          case "softmax" -> new SoftmaxLayer(in, mode);
          case "svm" -> new SvmLayer(in, mode);
          default -> new RegressionLayer(in, mode);
        };
      }
      default -> throw view.error("layer_type", "unknown kind of layer \"" + type + "\"; expected one of input, "
          + "fc, conv, pool, relu, sigmoid, tanh, maxout, dropout, lrn, softmax, svm, regression, quadtransform");
    };
  }

  private static Window2d window(JsonView view, int stride) {
    int sx = view.integer("sx", 1);
    return new Window2d(sx, view.integer("sy", 1, sx), view.integer("stride", 1, stride), view.integer("pad", 0, 0));
  }

  private static void same(JsonView view, String name, int expected) {
    if (view.has(name) && view.integer(name, Integer.MIN_VALUE) != expected) {
      throw view.error(name, "expected " + expected + " as the layers before and the other fields say, received "
          + view.integer(name, Integer.MIN_VALUE));
    }
  }
}
