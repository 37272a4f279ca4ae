package dev.kasane.studio.image;

import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.AveragePool2d;
import dev.kasane.nn.layers.BatchNormalization;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Dropout;
import dev.kasane.nn.layers.Flatten;
import dev.kasane.nn.layers.GlobalAveragePool2d;
import dev.kasane.nn.layers.InputLayer;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.MaxPool2d;
import dev.kasane.nn.layers.Padding;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the text of {@link NetText} for a network that came from a file. */
final class ModelText {

  private final List<String> lines = new ArrayList<>();
  private boolean expressible = true;

  private ModelText() {}

  /** The text, or the empty text for a network that cannot be written so. */
  static String of(Network network, Shape input, boolean svm) {
    ModelText text = new ModelText();
    text.lines.add("{type: 'input', out_sx: " + input.dim(1) + ", out_sy: " + input.dim(0) + ", out_depth: "
        + input.dim(2) + "}");
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < network.calls().size(); i++) {
      if (!network.calls().get(i).inputs().equals(List.of(i))) {
        return "";
      }
      layers.add(network.layers().get(network.calls().get(i).layer()).layer());
    }
    int last = lastDense(layers);
    for (int i = 0; i < layers.size(); i++) {
      if (i == last) {
        text.lines.add("{type: '" + (svm ? "svm" : "softmax") + "', num_classes: "
            + ((Dense) layers.get(i)).units() + "}");
      } else if (i < last) {
        text.add(layers.get(i));
      }
    }
    return last < 0 || !text.expressible ? "" : "[\n  " + String.join(",\n  ", text.lines) + "\n]\n";
  }

  /** The dense layer that gives the scores: nothing but softmax may follow it. */
  private static int lastDense(List<Layer> layers) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i) instanceof Dense) {
        return i;
      }
      if (!(layers.get(i) instanceof Activation end && end.function() == ActivationFunction.SOFTMAX)) {
        return -1;
      }
    }
    return -1;
  }

  private void add(Layer layer) {
    switch (layer) {
      case InputLayer _, Flatten _ -> {} // follow from the others
      case Dense dense -> lines.add("{type: 'fc', num_neurons: " + dense.units() + behind(dense.activation()) + "}");
      case Conv2d conv -> lines.add("{type: 'conv', sx: " + conv.kernelWidth() + ", sy: " + conv.kernelHeight()
          + ", filters: " + conv.filters() + ", stride: " + conv.strideX() + ", pad: "
          + pad(conv.padding(), conv.kernelHeight(), conv.kernelWidth(), conv.strideX())
          + (conv.biasMode() == BiasMode.PER_POSITION ? ", bias: 'position'" : "") + behind(conv.activation()) + "}");
      case MaxPool2d pool -> lines.add("{type: 'pool', sx: " + pool.poolWidth() + ", sy: " + pool.poolHeight()
          + ", stride: " + pool.strideX() + ", pad: "
          + pad(pool.padding(), pool.poolHeight(), pool.poolWidth(), pool.strideX()) + "}");
      case AveragePool2d pool -> lines.add("{type: 'avgpool', sx: " + pool.poolWidth() + ", sy: " + pool.poolHeight()
          + ", stride: " + pool.strideX() + "}");
      case GlobalAveragePool2d _ -> lines.add("{type: 'globalavgpool'}");
      case BatchNormalization _ -> lines.add("{type: 'batchnorm'}");
      case Dropout dropout -> lines.add("{type: 'dropout', drop_prob: " + dropout.rate() + "}");
      case Activation activation -> own(activation.function());
      default -> expressible = false;
    }
  }

  /** An activation as an option of the layer before it, or as an entry behind it. */
  private String behind(ActivationFunction function) {
    return switch (function) {
      case LINEAR -> "";
      case RELU, SIGMOID, TANH -> ", activation: '" + function.name().toLowerCase(Locale.ROOT) + "'";
      case SOFTMAX, SOFTPLUS, LEAKY_RELU, ELU, GELU, SWISH -> {
        expressible = false;
        yield "";
      }
    };
  }

  private void own(ActivationFunction function) {
    String type = type(function);
    if (type == null) {
      expressible = false;
    } else {
      lines.add("{type: '" + type + "'}");
    }
  }

  private static @Nullable String type(ActivationFunction function) {
    return switch (function) {
      case RELU, SIGMOID, TANH, ELU, GELU, SWISH -> function.name().toLowerCase(Locale.ROOT);
      case LEAKY_RELU -> "leakyrelu";
      case LINEAR, SOFTMAX, SOFTPLUS -> null;
    };
  }

  private int pad(Padding padding, int height, int width, int stride) {
    return switch (padding.kind()) {
      case VALID -> 0;
      case EXPLICIT -> {
        if (padding.top() != padding.bottom() || padding.left() != padding.right() || padding.top() != padding.left()) {
          expressible = false;
        }
        yield padding.top();
      }
      case SAME -> {
        if (stride != 1 || height != width || height % 2 == 0) {
          expressible = false;
        }
        yield height / 2;
      }
    };
  }
}
