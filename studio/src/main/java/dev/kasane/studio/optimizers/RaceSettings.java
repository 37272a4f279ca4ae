package dev.kasane.studio.optimizers;

import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.LayerDefinitions;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a race is run with.
 *
 * @param data {@code mnist} or {@code digits}
 * @param net as ConvNetJS text; an input of 24 x 24 sees random crops, one of 28 x 28 the whole image
 * @param batch samples a batch, 1 to 512
 * @param l2 decay, added to the gradients of weights, 0 to 1
 * @param target test accuracy whose time is taken, 0.1 to 1
 * @param seed of weights, order and crops
 * @param methods that race
 */
record RaceSettings(String data, String net, int batch, double l2, double target, long seed, List<Racer> methods) {

  static final int CROPPED = 24;
  static final int WHOLE = 28;
  static final int CLASSES = 10;

  private static final int MAX_TEXT = 10_000;
  private static final int MOST_NEURONS = 500;
  private static final int MOST_METHODS = 12;

  /** ConvNetJS's. */
  private static final String NET = "layer_defs = [];\n"
      + "layer_defs.push({type:'input', out_sx:24, out_sy:24, out_depth:1});\n"
      + "layer_defs.push({type:'fc', num_neurons:20, activation:'relu'});\n"
      + "layer_defs.push({type:'fc', num_neurons:20, activation:'relu'});\n"
      + "layer_defs.push({type:'softmax', num_classes:10});\n";

  /**
   * A method and what is set.
   *
   * @param method see {@link MethodKind#id}
   * @param values of its knobs; the others have their defaults
   */
  record Racer(String method, Map<String, Double> values) {

    /** Checks the values. */
    Racer {
      values = MethodKind.of(method).complete(values);
    }
  }

  /** Checks the ranges given for each component. */
  RaceSettings {
    if (!data.equals("mnist") && !data.equals("digits")) {
      throw new RequestException("data must be 'mnist' or 'digits', received '" + data + "'");
    }
    if (batch < 1 || batch > 512) {
      throw new RequestException("batch must be from 1 to 512, received " + batch);
    }
    if (!(l2 >= 0 && l2 <= 1)) {
      throw new RequestException("l2 must be from 0 to 1, received " + l2);
    }
    if (!(target >= 0.1 && target <= 1)) {
      throw new RequestException("target must be from 0.1 to 1, received " + target);
    }
    if (methods.isEmpty() || methods.size() > MOST_METHODS) {
      throw new RequestException("Expected from 1 to " + MOST_METHODS + " methods, received " + methods.size());
    }
    methods = List.copyOf(methods);
    methods.forEach(Objects::requireNonNull);
    parse(net);
  }

  /** All methods, and what ConvNetJS's demo uses otherwise. */
  static RaceSettings standard(String data) {
    List<Racer> all = Arrays.stream(MethodKind.values()).map(kind -> new Racer(kind.id(), Map.of())).toList();
    return new RaceSettings(data, NET, 8, 0.001, 0.9, 1, all);
  }

  private static NetText parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new RequestException(
          "Expected a network of at most " + MAX_TEXT + " characters, received " + text.length());
    }
    boolean whole = LayerDefinitions.parse(text).getFirst() instanceof LayerDefinition.Input input
        && input.outSx() == WHOLE && input.outSy() == WHOLE;
    int side = whole ? WHOLE : CROPPED;
    return NetText.parse(text, new NetRules(side * side, "softmax", CLASSES, CLASSES, MOST_NEURONS));
  }

  /** The network. */
  NetText network() {
    return parse(net);
  }

  /** Rows and columns of the images that the network sees. */
  int side() {
    LayerDefinition.Input input = (LayerDefinition.Input) network().definitions().getFirst();
    return input.outSx() * input.outSy() * input.outDepth() == WHOLE * WHOLE ? WHOLE : CROPPED;
  }
}
