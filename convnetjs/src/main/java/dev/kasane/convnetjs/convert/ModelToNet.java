package dev.kasane.convnetjs.convert;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Dropout;
import dev.kasane.nn.layers.Flatten;
import dev.kasane.nn.layers.InputLayer;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.MaxPool2d;
import dev.kasane.nn.layers.Padding;
import dev.kasane.nn.layers.Reshape;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a net of a Kasane model: a chain of dense layers, convolutions, max pooling, dropout and the activations ReLU,
 * sigmoid and tanh, with softmax at the end or without. What ConvNetJS cannot express is refused.
 */
public final class ModelToNet {

  private final Model model;
  private final List<Map<String, Object>> layers = new ArrayList<>();
  private int height = 1;
  private int width = 1;
  private int depth = 1;
  private boolean flat;
  private boolean softmax;
  private String name = "input";

  private ModelToNet(Model model) {
    this.model = model;
  }

  /**
   * The same network with the same weights.
   *
   * @throws ConvNetException that names the layer that ConvNetJS cannot express, and why
   */
  public static Net convert(Model model) {
    return new ModelToNet(model).run();
  }

  private Net run() {
    Network network = model.network();
    if (network.inputs().size() != 1 || network.outputs().size() != 1) {
      throw new ConvNetException("expected a model with one input and one output, which is all that ConvNetJS knows, "
          + "received " + network.inputs().size() + " and " + network.outputs().size());
    }
    Shape shape = network.inputs().getFirst().shape();
    if (shape == null || shape.rank() != 1 && shape.rank() != 3) {
      throw new ConvNetException("expected inputs of shape (numbers) or (height, width, channels), received "
          + (shape == null ? "a model that has no shape yet; train it first" : shape.toString()));
    }
    flat = shape.rank() == 1;
    height = flat ? 1 : shape.dim(0);
    width = flat ? 1 : shape.dim(1);
    depth = shape.last();
    layer("input");
    for (int i = 0; i < network.calls().size(); i++) {
      Network.Call call = network.calls().get(i);
      Network.NamedLayer named = network.layers().get(call.layer());
      name = named.name();
      if (!call.inputs().equals(List.of(i)) || softmax) {
        throw refuse(softmax ? "softmax before the end" : "branches or joins");
      }
      add(named.layer());
    }
    if (network.outputs().getFirst().value() != network.calls().size()) {
      throw refuse("an output that is not the last layer's");
    }
    end();
    Net net = new Net(0);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layers", layers);
    net.fromJSON(json);
    return net;
  }

  private void add(Layer layer) {
    switch (layer) {
      case InputLayer _ -> {} // its shape is the model's
      case Flatten _ -> flat = true;
      case Reshape _ -> reshape();
      case Dense dense -> dense(dense);
      case Conv2d conv -> conv(conv);
      case MaxPool2d pool -> {
        requireSame("strides", pool.strideY(), pool.strideX());
        window("pool", pool.poolHeight(), pool.poolWidth(), pool.strideY(), pool.padding(), depth);
      }
      case Activation activation -> activation(activation.function());
      case Dropout dropout -> dropout(dropout.rate());
      default -> throw refuse(layer.kind());
    }
  }

  /** As nets in CORRECT mode are saved: scaled dropout is no layer of ConvNetJS's, but stands with the one before it. */
  private void dropout(double rate) {
    Map<String, Object> before = layers.getLast();
    double[] rates = before.get("dropout_behind") instanceof double[] known
        ? Arrays.copyOf(known, known.length + 1)
        : new double[1];
    rates[rates.length - 1] = rate;
    before.put("dropout_behind", rates);
  }

  /** A model that came from a net may make an image of 1 by 1 of numbers, which changes nothing. */
  private void reshape() {
    if (height != 1 || width != 1) {
      throw refuse("reshape");
    }
    flat = false;
  }

  private void dense(Dense dense) {
    if (!flat && (height != 1 || width != 1)) {
      throw refuse("a dense layer at each position; put Flatten before it");
    }
    int inputs = height * width * depth;
    size(1, 1, dense.units());
    Map<String, Object> json = layer("fc");
    json.put("num_inputs", inputs);
    parameters(json, 1, 1, inputs, dense.useBias());
    activation(dense.activation());
  }

  private void conv(Conv2d conv) {
    requireSame("strides", conv.strideY(), conv.strideX());
    if (conv.groups() != 1 || conv.dilationY() != 1 || conv.dilationX() != 1) {
      throw refuse("groups or dilation");
    }
    if (conv.biasMode() != BiasMode.NONE && conv.biasMode() != BiasMode.PER_FILTER) {
      throw refuse("a bias for each position");
    }
    int channels = depth;
    Map<String, Object> json =
        window("conv", conv.kernelHeight(), conv.kernelWidth(), conv.strideY(), conv.padding(), conv.filters());
    parameters(json, conv.kernelWidth(), conv.kernelHeight(), channels, conv.biasMode() == BiasMode.PER_FILTER);
    activation(conv.activation());
  }

  private Map<String, Object> window(String type, int rows, int columns, int stride, Padding padding, int newDepth) {
    if (flat) {
      throw refuse("windows over numbers without height and width");
    }
    int pad = pad(padding, rows, columns, stride);
    int channels = depth;
    size((height + 2 * pad - rows) / stride + 1, (width + 2 * pad - columns) / stride + 1, newDepth);
    Map<String, Object> json = layer(type);
    json.put("sx", columns);
    json.put("sy", rows);
    json.put("stride", stride);
    json.put("in_depth", channels);
    json.put("pad", pad);
    return json;
  }

  /** ConvNetJS pads all four sides alike. */
  private int pad(Padding padding, int rows, int columns, int stride) {
    return switch (padding.kind()) {
      case VALID -> 0;
      case EXPLICIT -> {
        requireSame("padding", padding.top(), padding.bottom());
        requireSame("padding", padding.left(), padding.right());
        yield requireSame("padding", padding.top(), padding.left());
      }
      case SAME -> {
        int down = total(height, rows, stride);
        int across = total(width, columns, stride);
        if (down % 2 != 0 || across % 2 != 0) {
          throw refuse("padding that differs from side to side");
        }
        yield requireSame("padding", down / 2, across / 2);
      }
    };
  }

  private static int total(int size, int window, int stride) {
    return Math.max((Math.ceilDiv(size, stride) - 1) * stride + window - size, 0);
  }

  private int requireSame(String what, int down, int across) {
    if (down != across) {
      throw refuse(what + " that differ from side to side (" + down + " and " + across + ")");
    }
    return down;
  }

  private void activation(ActivationFunction function) {
    switch (function) {
      case LINEAR -> {} // nothing follows
      case RELU, SIGMOID, TANH -> layer(function.label());
      case SOFTMAX -> {
        if (height != 1 || width != 1) {
          throw refuse("softmax at each position");
        }
        softmax = true;
      }
      case LEAKY_RELU, ELU, GELU, SWISH, SOFTPLUS -> throw refuse("the activation " + function.label());
    }
  }

  private void parameters(Map<String, Object> json, int sx, int sy, int channels, boolean bias) {
    float[] kernel = model.getWeight(name + "/kernel").data();
    int each = sx * sy * channels;
    List<Object> filters = new ArrayList<>();
    for (int f = 0; f < depth; f++) {
      double[] w = new double[each];
      for (int i = 0; i < each; i++) {
        w[i] = kernel[i * depth + f];
      }
      filters.add(vol(sx, sy, channels, w));
    }
    double[] biases = new double[depth];
    if (bias) {
      Tensor values = model.getWeight(name + "/bias");
      for (int f = 0; f < depth; f++) {
        biases[f] = values.data()[f];
      }
    }
    json.put("l1_decay_mul", 0.0);
    json.put("l2_decay_mul", 1.0);
    json.put("filters", filters);
    json.put("biases", vol(1, 1, depth, biases));
  }

  private static Map<String, Object> vol(int sx, int sy, int depth, double[] w) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sx", (double) sx);
    json.put("sy", (double) sy);
    json.put("depth", (double) depth);
    json.put("w", w);
    return json;
  }

  /** The loss layer: softmax if the model ends so, else what the net once ended with, else regression. */
  private void end() {
    int inputs = height * width * depth;
    size(1, 1, inputs);
    String known = Objects.requireNonNullElse(model.metadata().get(NetToModel.LOSS), "regression");
    layer(softmax ? "softmax" : known.equals("svm") ? "svm" : "regression").put("num_inputs", (double) inputs);
  }

  private void size(int newHeight, int newWidth, int newDepth) {
    height = newHeight;
    width = newWidth;
    depth = newDepth;
  }

  private Map<String, Object> layer(String type) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("out_depth", (double) depth);
    json.put("out_sx", (double) width);
    json.put("out_sy", (double) height);
    json.put("layer_type", type);
    layers.add(json);
    return json;
  }

  private ConvNetException refuse(String what) {
    return new ConvNetException("layer " + name + ": ConvNetJS has no " + what + "; expected a chain of dense, conv2d, "
        + "max_pooling2d, flatten, dropout, relu, sigmoid and tanh layers, with or without softmax at the end");
  }
}
