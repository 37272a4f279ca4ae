package dev.kasane.convnetjs.convert;

import dev.kasane.backend.Backend;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.DropoutLayer;
import dev.kasane.convnetjs.layers.Filters;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.InputLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.LocalResponseNormalizationLayer;
import dev.kasane.convnetjs.layers.MaxoutLayer;
import dev.kasane.convnetjs.layers.PoolLayer;
import dev.kasane.convnetjs.layers.QuadTransformLayer;
import dev.kasane.convnetjs.layers.RegressionLayer;
import dev.kasane.convnetjs.layers.ReluLayer;
import dev.kasane.convnetjs.layers.SigmoidLayer;
import dev.kasane.convnetjs.layers.SoftmaxLayer;
import dev.kasane.convnetjs.layers.SvmLayer;
import dev.kasane.convnetjs.layers.TanhLayer;
import dev.kasane.nn.Layers;
import dev.kasane.nn.layers.Padding;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Kasane model of a net. Predictions are those of {@link dev.kasane.convnetjs.Mode#CORRECT}; the model is not
 * compiled, so that it can be given any optimizer and loss.
 */
public final class NetToModel {

  /** The metadata that says which loss layer a net ended with. */
  static final String LOSS = "convnetjs_loss";

  private final Net net;
  private final boolean image;
  private final Sequential builder = Sequential.builder();
  private final Map<String, Tensor> weights = new TreeMap<>();
  private boolean flat;

  private NetToModel(Net net) {
    this.net = net;
    Size in = net.layers().getFirst().out();
    boolean windows = net.layers().stream().anyMatch(layer -> layer instanceof ConvLayer || layer instanceof PoolLayer);
    this.image = windows || in.sx() * in.sy() > 1;
    this.flat = !image;
  }

  /**
   * The shape of one sample: (height, width, depth), or (depth) for a net of numbers without convolution and pooling.
   */
  public static Shape inputShape(Net net) {
    Size in = net.layers().getFirst().out();
    return new NetToModel(net).image ? Shape.of(in.sy(), in.sx(), in.depth()) : Shape.of(in.depth());
  }

  /**
   * The same network with the same weights.
   *
   * @throws ConvNetException if a layer has no counterpart: maxout, lrn, quadtransform, and pooling whose padding is as
   *     large as its window
   */
  public static Model convert(Net net) {
    return new NetToModel(net).run(null);
  }

  /** The same on this backend. */
  public static Model convert(Net net, Backend backend) {
    return new NetToModel(net).run(backend);
  }

  private Model run(@Nullable Backend backend) {
    List<Layer> layers = net.layers();
    for (int i = 0; i < layers.size(); i++) {
      try {
        add(i, layers.get(i));
      } catch (ConvNetException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new ConvNetException("layer " + i + " (" + layers.get(i).layerType() + "): " + e.getMessage(), e);
      }
    }
    Model described = builder.build();
    Model model = (backend == null ? described : described.backend(backend)).build(inputShape(net));
    weights.forEach(model::setWeight);
    model.metadata().put(LOSS, layers.getLast().layerType());
    return model;
  }

  private void add(int index, Layer layer) {
    String name = layer.layerType() + "_" + index;
    switch (layer) {
      case InputLayer _ -> {} // the shape is given when the model is built
      case FullyConnLayer fc -> {
        flatten(index);
        builder.add(name, Layers.dense(fc.outDepth()));
        weights(name, fc.parameters(), Shape.of(fc.numInputs(), fc.outDepth()));
      }
      case ConvLayer conv -> {
        requireImage(index, layer);
        builder.add(name, Layers.conv2d(conv.outDepth(), conv.sy(), conv.sx()).strides(conv.stride(), conv.stride())
            .padding(padding(conv.pad())));
        weights(name, conv.parameters(), Shape.of(conv.sy(), conv.sx(), conv.in().depth(), conv.outDepth()));
      }
      case PoolLayer pool -> {
        requireImage(index, layer);
        builder.add(name, Layers.maxPool2d(pool.sy(), pool.sx()).strides(pool.stride(), pool.stride())
            .padding(padding(pool.pad())));
      }
      case ReluLayer _ -> builder.add(name, Layers.relu());
      case SigmoidLayer _ -> builder.add(name, Layers.sigmoid());
      case TanhLayer _ -> builder.add(name, Layers.tanh());
      case DropoutLayer dropout -> builder.add(name, Layers.dropout(dropout.dropProb()));
      case SoftmaxLayer _ -> {
        flatten(index);
        builder.add(name, Layers.softmax());
      }
      case SvmLayer _, RegressionLayer _ -> flatten(index);
      case MaxoutLayer _, LocalResponseNormalizationLayer _, QuadTransformLayer _ -> throw new ConvNetException(
          "layer " + index + " (" + layer.layerType() + "): expected a layer that Kasane's models have too, which "
              + layer.layerType() + " is not; use this net as it is");
    }
  }

  private void flatten(int index) {
    if (!flat) {
      builder.add("flatten_" + index, Layers.flatten());
      flat = true;
    }
  }

  private void requireImage(int index, Layer layer) {
    if (flat) {
      Size in = layer.in();
      builder.add("image_" + index, Layers.reshape(in.sy(), in.sx(), in.depth()));
      flat = false;
    }
  }

  private static Padding padding(int pad) {
    return pad == 0 ? Padding.VALID : Padding.explicit(pad);
  }

  private void weights(String name, Filters filters, Shape shape) {
    Tensor kernel = Tensor.zeros(shape);
    int count = filters.filters().size();
    for (int f = 0; f < count; f++) {
      copy(filters.filters().get(f), kernel.data(), f, count);
    }
    Tensor bias = Tensor.zeros(Shape.of(count));
    copy(filters.biases(), bias.data(), 0, 1);
    weights.put(name + "/kernel", kernel);
    weights.put(name + "/bias", bias);
  }

  private static void copy(Vol from, float[] to, int offset, int stride) {
    double[] w = from.read();
    for (int i = 0; i < w.length; i++) {
      to[i * stride + offset] = (float) w[i];
    }
  }
}
