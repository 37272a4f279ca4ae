package dev.kasane.convnetjs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a definition says about layers around it into definitions of these layers. */
final class Desugar {

  private static final double RELU_BIAS = 0.1;

  private Desugar() {}

  /**
   * A definition of one layer.
   *
   * @param definition the layer
   * @param origin the entry of the caller's list that is this layer; -1 for a layer that was added
   */
  record Plain(LayerDefinition definition, int origin) {}

  static List<Plain> apply(List<LayerDefinition> definitions) {
    List<Plain> out = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      LayerDefinition definition = definitions.get(i);
      Sugar sugar = definition.sugar();
      int scores = scores(definition);
      if (scores > 0) {
        add(out, Layers.fc(scores));
      }
      if (sugar.tensor()) {
        add(out, Layers.quadtransform());
      }
      out.add(new Plain(withBias(definition).withSugar(Sugar.NONE), i));
      LayerDefinition activation = activation(sugar);
      if (activation != null) {
        add(out, activation);
      }
      Double dropProb = sugar.dropProb();
      if (dropProb != null) {
        add(out, Layers.dropout(dropProb));
      }
    }
    return out;
  }

  /** The biases at birth, as this definition says or as its activation suggests. */
  static double bias(LayerDefinition definition) {
    Double said = definition.weights().map(Tuning::biasPref).orElse(null);
    return said != null ? said : definition.sugar().activation() == Activation.RELU ? RELU_BIAS : 0;
  }

  private static void add(List<Plain> out, LayerDefinition definition) {
    out.add(new Plain(definition, -1));
  }

  private static int scores(LayerDefinition definition) {
    return switch (definition) {
      case LayerDefinition.Softmax softmax -> softmax.numClasses();
      case LayerDefinition.Svm svm -> svm.numClasses();
      case LayerDefinition.Regression regression -> regression.numNeurons();
      case LayerDefinition.Input _, LayerDefinition.FullyConnected _, LayerDefinition.Conv _, LayerDefinition.Pool _,
          LayerDefinition.Pointwise _, LayerDefinition.Maxout _, LayerDefinition.Dropout _,
          LayerDefinition.LocalResponseNormalization _, LayerDefinition.QuadTransform _ -> 0;
    };
  }

  private static LayerDefinition withBias(LayerDefinition definition) {
    return definition instanceof LayerDefinition.Weighted<?> weighted
        ? weighted.biasPref(bias(definition))
        : definition;
  }

  private static @Nullable LayerDefinition activation(Sugar sugar) {
    return switch (sugar.activation()) {
      case null -> null;
      case MAXOUT -> Layers.maxout(sugar.groupSize() == null ? 2 : sugar.groupSize());
      case RELU, SIGMOID, TANH -> new LayerDefinition.Pointwise(sugar.activation(), Sugar.NONE);
    };
  }
}
