package dev.kasane.studio.image;

import dev.kasane.convnetjs.Activation;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.LayerDefinitions;
import dev.kasane.convnetjs.Sugar;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.nn.Layers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network as ConvNetJS text. Besides ConvNetJS's layers there are {@code batchnorm}, {@code avgpool}, {@code
 * globalavgpool}, {@code gelu}, {@code swish}, {@code leakyrelu} and {@code elu}, and a {@code conv} may say {@code
 * bias: 'position'}, a bias for each place of its output.
 *
 * @param definitions as the text has them, one map a layer
 * @param input shape of an image: (height, width, channels)
 * @param layers of the model, after its input
 * @param origins for each of the layers the number of its definition
 * @param classes outputs of the last layer
 * @param svm whether the network ends with an {@code svm} instead of {@code softmax}
 */
record NetText(
    List<Map<String, Object>> definitions,
    Shape input,
    List<Layer> layers,
    List<Integer> origins,
    int classes,
    boolean svm) {

  /** Characters of a text at most. */
  static final int MAX_TEXT = 20_000;

  private static final int MAX_LAYERS = 60;
  private static final int MAX_SIDE = 256;
  private static final int MAX_CHANNELS = 4;
  private static final int MAX_CLASSES = 1000;
  private static final int MAX_NEURONS = 8192;
  private static final int MAX_FILTERS = 1024;

  private static final Pattern PLACE = Pattern.compile("^layer definition (\\d{1,4})");

  /** Types that are this room's own and not ConvNetJS's. */
  private static final Set<String> OWN =
      Set.of("batchnorm", "avgpool", "globalavgpool", "gelu", "swish", "leakyrelu", "elu");

  /**
   * Reads a text.
   *
   * @param start how weights begin
   * @throws RequestException or ConvNetException that names the layer definition with a mistake
   */
  static NetText read(String text, Start start) {
    if (text.length() > MAX_TEXT) {
      throw new RequestException("The network's text may have " + MAX_TEXT + " characters, it has " + text.length());
    }
    List<Object> items = ConvNetJson.parseLiteralList(text);
    if (items.size() < 2 || items.size() > MAX_LAYERS) {
      throw new RequestException("Expected from 2 to " + MAX_LAYERS + " layer definitions, an input first and softmax "
          + "or svm last, received " + items.size());
    }
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Object item : items) {
      maps.add(map(maps.size(), item));
    }
    return new Reader(maps, start).run();
  }

  private static Map<String, Object> map(int index, Object item) {
    if (!(item instanceof Map<?, ?> raw)) {
      throw new RequestException(where(index) + ": expected an object {type: ...}");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    raw.forEach((key, value) -> {
      if (value != null) {
        map.put(String.valueOf(key), value);
      }
    });
    return map;
  }

  /** The number of the definition that a message is about; -1 if it is about none. */
  static int mistakeAt(String message) {
    Matcher matcher = PLACE.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String where(int index) {
    return "layer definition " + index;
  }

  /** Turns definitions into layers. */
  private static final class Reader {

    private final List<Map<String, Object>> maps;
    private final Start start;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Integer> origins = new ArrayList<>();
    private boolean flat;
    private int index;
    private int classes;
    private boolean svm;

    Reader(List<Map<String, Object>> maps, Start start) {
      this.maps = maps;
      this.start = start;
    }

    NetText run() {
      if (!(definition(maps.getFirst()) instanceof LayerDefinition.Input in)) {
        throw mistake("expected an input first, such as {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1}");
      }
      limit("out_sx", in.outSx(), MAX_SIDE);
      limit("out_sy", in.outSy(), MAX_SIDE);
      limit("out_depth", in.outDepth(), MAX_CHANNELS);
      for (index = 1; index < maps.size(); index++) {
        if (classes > 0) {
          index--;
          throw mistake("softmax or svm must be the last layer");
        }
        add(maps.get(index));
      }
      if (classes == 0) {
        index = maps.size() - 1;
        throw mistake("expected softmax or svm as the last layer, such as {type: 'softmax', num_classes: 10}");
      }
      return new NetText(
          maps, Shape.of(in.outSy(), in.outSx(), in.outDepth()), layers, origins, classes, svm);
    }

    private RequestException mistake(String what) {
      return new RequestException(where(index) + " (" + maps.get(index).get("type") + "): " + what);
    }

    private int limit(String name, int value, int most) {
      if (value < 1 || value > most) {
        throw mistake(name + " must be from 1 to " + most + ", received " + value);
      }
      return value;
    }

    private LayerDefinition definition(Map<String, Object> map) {
      try {
        return LayerDefinitions.of(List.of(map)).getFirst();
      } catch (ConvNetException e) {
        throw new RequestException(String.valueOf(e.getMessage()).replace(where(0), where(index)));
      }
    }

    private void add(Map<String, Object> map) {
      if (map.get("type") instanceof String type && OWN.contains(type)) {
        own(type, map);
        return;
      }
      Map<String, Object> plain = new LinkedHashMap<>(map);
      boolean perPosition = "conv".equals(map.get("type")) && "position".equals(plain.remove("bias"));
      LayerDefinition definition = definition(plain);
      ActivationFunction function = function(definition.sugar());
      double bias = definition.weights().map(tuning -> tuning.biasPref()).orElse(
          function == ActivationFunction.RELU ? start.reluBias() : 0.0);
      switch (definition) {
        case LayerDefinition.Input _ -> throw mistake("only the first layer can be an input");
        case LayerDefinition.FullyConnected fc -> {
          flatten();
          put(dense(limit("num_neurons", fc.numNeurons(), MAX_NEURONS), bias).activation(function));
        }
        case LayerDefinition.Conv conv -> {
          image();
          Conv2d layer = Layers.conv2d(limit("filters", conv.filters(), MAX_FILTERS), conv.sy(), conv.sx())
              .strides(conv.stride())
              .padding(padding(conv.pad()))
              .activation(function)
              .kernelInitializer(start.kernel())
              .biasInitializer(start.bias(bias));
          put(perPosition ? layer.biasMode(BiasMode.PER_POSITION) : layer);
        }
        case LayerDefinition.Pool pool -> {
          image();
          put(Layers.maxPool2d(pool.sy(), pool.sx()).strides(pool.stride()).padding(padding(pool.pad())));
          activation(function);
        }
        case LayerDefinition.Pointwise pointwise -> activation(function(pointwise.function()));
        case LayerDefinition.Dropout dropout -> put(Layers.dropout(dropout.probability()));
        case LayerDefinition.Softmax softmax -> {
          flatten();
          classes = limit("num_classes", softmax.numClasses(), MAX_CLASSES);
          put(dense(classes, bias).activation(ActivationFunction.SOFTMAX));
        }
        case LayerDefinition.Svm last -> {
          flatten();
          svm = true;
          classes = limit("num_classes", last.numClasses(), MAX_CLASSES);
          put(dense(classes, bias));
        }
        case LayerDefinition.Regression _ -> throw mistake("images are learned here by their classes; end with softmax "
            + "or svm");
        case LayerDefinition.Maxout _, LayerDefinition.LocalResponseNormalization _, LayerDefinition.QuadTransform _ ->
            throw mistake("Kasane's models have no such layer; nets with it run as they are with 'kasane predict'");
      }
      Double dropped = definition.sugar().dropProb();
      if (dropped != null) {
        put(Layers.dropout(dropped));
      }
    }

    private void own(String type, Map<String, Object> map) {
      switch (type) {
        case "batchnorm" -> put(Layers.batchNormalization());
        case "avgpool" -> {
          image();
          int side = number(map, "sx", 2);
          put(Layers.averagePool2d(number(map, "sy", side), side).strides(number(map, "stride", side)));
        }
        case "globalavgpool" -> {
          image();
          put(Layers.globalAveragePool2d());
          flat = true;
        }
        case "gelu" -> activation(ActivationFunction.GELU);
        case "swish" -> activation(ActivationFunction.SWISH);
        case "leakyrelu" -> activation(ActivationFunction.LEAKY_RELU);
        default -> activation(ActivationFunction.ELU);
      }
    }

    private int number(Map<String, Object> map, String name, int otherwise) {
      Object value = map.get(name);
      if (value == null) {
        return otherwise;
      }
      if (value instanceof Double number && number == Math.rint(number) && number >= 1 && number <= MAX_SIDE) {
        return number.intValue();
      }
      throw mistake(name + " must be a whole number from 1 to " + MAX_SIDE + ", received " + value);
    }

    private Dense dense(int units, double bias) {
      return Layers.dense(units).kernelInitializer(start.kernel()).biasInitializer(start.bias(bias));
    }

    private void put(Layer layer) {
      layers.add(layer);
      origins.add(index);
    }

    private void activation(@Nullable ActivationFunction function) {
      if (function != null && function != ActivationFunction.LINEAR) {
        put(Layers.activation(function));
      }
    }

    private void flatten() {
      if (!flat) {
        put(Layers.flatten());
        flat = true;
      }
    }

    private void image() {
      if (flat) {
        throw mistake("needs an image, but the layers before it have made a list of numbers of it; put it before fc");
      }
    }

    private static Padding padding(int pad) {
      return pad == 0 ? Padding.VALID : Padding.explicit(pad);
    }

    private ActivationFunction function(Sugar sugar) {
      if (sugar.tensor()) {
        throw mistake("Kasane's models have no quadtransform layer; leave tensor out");
      }
      Activation activation = sugar.activation();
      return activation == null ? ActivationFunction.LINEAR : function(activation);
    }

    private ActivationFunction function(Activation activation) {
      return switch (activation) {
        case RELU -> ActivationFunction.RELU;
        case SIGMOID -> ActivationFunction.SIGMOID;
        case TANH -> ActivationFunction.TANH;
        case MAXOUT -> throw mistake("Kasane's models have no maxout; use "
            + ActivationFunction.RELU.name().toLowerCase(Locale.ROOT));
      };
    }
  }
}
