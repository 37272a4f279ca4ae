package dev.kasane.studio.world;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.LayerDefinitions;
import java.util.List;

/**
 * A net as ConvNetJS's users write it, read and found to be small enough.
 *
 * @param text what was written
 * @param definitions what it says
 */
public record NetText(String text, List<LayerDefinition> definitions) {

  private static final int MAX_TEXT = 10_000;
  private static final int MAX_LAYERS = 16;
  private static final long MAX_PARAMETERS = 2_000_000;

  /**
   * Reads a text; see {@link LayerDefinitions#parse}.
   *
   * @throws ConvNetException if it is no net, or not one that the rules allow
   */
  public static NetText parse(String text, NetRules rules) {
    if (text == null || text.length() > MAX_TEXT) {
      throw new ConvNetException("Expected a network of at most " + MAX_TEXT + " characters");
    }
    List<LayerDefinition> definitions = LayerDefinitions.parse(text);
    if (definitions.size() < 2 || definitions.size() > MAX_LAYERS) {
      throw new ConvNetException(
          "Expected from 2 to " + MAX_LAYERS + " layer definitions, received " + definitions.size());
    }
    long size = 0;
    long parameters = 0;
    for (int i = 0; i < definitions.size(); i++) {
      LayerDefinition definition = definitions.get(i);
      if (definition instanceof LayerDefinition.Input == i > 0) {
        throw at(i, "expected an input first and nowhere else, received " + definition.type());
      }
      long next = size(i, definition, size, rules);
      parameters += next * (size + 1);
      size = definition.sugar().tensor() ? next + next * (next + 1) / 2 : next;
      if (parameters > MAX_PARAMETERS) {
        throw at(i, "this room's networks have at most " + MAX_PARAMETERS + " parameters");
      }
    }
    LayerDefinition last = definitions.getLast();
    if (!last.type().equals(rules.outputKind())) {
      throw at(definitions.size() - 1,
          "this room's networks end with " + rules.outputKind() + ", received " + last.type());
    }
    if (size < rules.minOutputs() || size > rules.maxOutputs()) {
      throw at(definitions.size() - 1, "expected " + (rules.minOutputs() == rules.maxOutputs()
          ? rules.minOutputs() : "from " + rules.minOutputs() + " to " + rules.maxOutputs()) + " outputs, received "
          + size);
    }
    return new NetText(text, definitions);
  }

  private static long size(int i, LayerDefinition definition, long before, NetRules rules) {
    return switch (definition) {
      case LayerDefinition.Input input -> inputs(input, rules);
      case LayerDefinition.FullyConnected fc -> neurons(i, fc.numNeurons(), rules.maxNeurons());
      case LayerDefinition.Softmax softmax -> neurons(i, softmax.numClasses(), rules.maxOutputs());
      case LayerDefinition.Svm svm -> neurons(i, svm.numClasses(), rules.maxOutputs());
      case LayerDefinition.Regression regression -> neurons(i, regression.numNeurons(), rules.maxOutputs());
      case LayerDefinition.Maxout maxout -> before / Math.max(1, maxout.groupSize());
      case LayerDefinition.QuadTransform _ -> before + before * (before + 1) / 2;
      case LayerDefinition.Pointwise _, LayerDefinition.Dropout _ -> before;
      case LayerDefinition.Conv _, LayerDefinition.Pool _, LayerDefinition.LocalResponseNormalization _ ->
          throw at(i, "this room has no images; expected fc, relu, sigmoid, tanh, maxout, dropout, quadtransform, "
              + "softmax or regression, received " + definition.type());
    };
  }

  private static long inputs(LayerDefinition.Input input, NetRules rules) {
    if (input.outSx() < 1 || input.outSy() < 1
        || (double) input.outSx() * input.outSy() * input.outDepth() != rules.inputs()) {
      throw at(0, "expected " + rules.inputs() + " inputs, received " + input.outSx() + " x " + input.outSy() + " x "
          + input.outDepth());
    }
    return rules.inputs();
  }

  private static long neurons(int i, int count, int max) {
    if (count < 1 || count > max) {
      throw at(i, "expected from 1 to " + max + " neurons, received " + count);
    }
    return count;
  }

  private static ConvNetException at(int i, String message) {
    return new ConvNetException("layer definition " + i + ": " + message);
  }
}
