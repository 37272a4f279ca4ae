package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.json.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads layer definitions as ConvNetJS users write them. */
public final class LayerDefinitions {

  /** Every name that ConvNetJS reads or writes in a definition, whatever the kind of layer. */
  private static final Set<String> NAMES =
      Set.of(
          "type", "out_sx", "out_sy", "out_depth", "sx", "sy", "depth", "width", "height", "num_neurons", "filters",
          "stride", "pad", "bias_pref", "l1_decay_mul", "l2_decay_mul", "activation", "group_size", "drop_prob",
          "tensor", "k", "n", "alpha", "beta", "num_classes", "in_sx", "in_sy", "in_depth", "num_inputs");

  private LayerDefinitions() {}

  /**
   * Reads a text: {@code [{type: 'input', out_sx: 24, out_sy: 24, out_depth: 1}, ...]} as JSON or as JavaScript, with
   * or without {@code var layer_defs =} before it, or as calls {@code layer_defs.push({...});}.
   *
   * @throws ConvNetException if it is something else, or a definition lacks something or has a name that ConvNetJS does
   *     not know
   */
  public static List<LayerDefinition> parse(String text) {
    return of(maps(text));
  }

  /** Reads definitions that are maps with ConvNetJS's names; see {@link #parse} for the error. */
  public static List<LayerDefinition> of(List<? extends Map<String, ?>> maps) {
    List<LayerDefinition> out = new ArrayList<>(maps.size());
    for (int i = 0; i < maps.size(); i++) {
      out.add(read(i, maps.get(i), true));
    }
    return out;
  }

  /** The definitions of a text as maps that can change. */
  static List<Map<String, Object>> maps(String text) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Object item : ConvNetJson.parseLiteralList(text)) {
      out.add(map(out.size(), item));
    }
    return out;
  }

  @SuppressWarnings("unchecked") // definitions have names, and these are Strings
  static Map<String, Object> map(int index, Object item) {
    if (item instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new ConvNetException(
        "layer definition " + index + ": expected an object {type: ...}, received " + JsonView.kind(item));
  }

  static LayerDefinition read(int index, Map<String, ?> map, boolean strict) {
    JsonView view = JsonView.of("layer definition " + index, map);
    String type = view.string("type");
    view = view.named("layer definition " + index + " (" + type + ")");
    if (strict) {
      for (Object name : view.names()) {
        if (!NAMES.contains(String.valueOf(name))) {
          throw new ConvNetException(view.path() + ": unknown option \"" + name + "\"; ConvNetJS knows "
              + NAMES.stream().sorted().toList());
        }
      }
    }
    return of(type, view).withSugar(sugar(view));
  }

  private static LayerDefinition of(String type, JsonView view) {
    return switch (type) {
      case "input" -> Layers.input(
          last(view, 1, "out_sx", "sx", "width"),
          last(view, 1, "out_sy", "sy", "height"),
          last(view, 0, "out_depth", "depth"));
      case "fc" -> {
        String name = view.has("num_neurons") || !view.has("filters") ? "num_neurons" : "filters";
        yield Layers.fc(view.integer(name, 1)).withTuning(tuning(view));
      }
      case "conv" -> conv(view);
      case "pool" -> new LayerDefinition.Pool(
          view.integer("sx", 1),
          view.has("sy") ? view.integer("sy", 1) : view.integer("sx", 1),
          view.integer("stride", 1, 2),
          view.integer("pad", 0, 0),
          Sugar.NONE);
      case "relu" -> Layers.relu();
      case "sigmoid" -> Layers.sigmoid();
      case "tanh" -> Layers.tanh();
      case "maxout" -> Layers.maxout(view.integer("group_size", 1, 2));
      case "dropout" -> Layers.dropout(view.number("drop_prob", 0.5));
      case "lrn" -> new LayerDefinition.LocalResponseNormalization(
          view.number("k"), view.number("n"), view.number("alpha"), view.number("beta"), Sugar.NONE);
      case "quadtransform" -> Layers.quadtransform();
      case "softmax" -> Layers.softmax(view.integer("num_classes", 1));
      case "svm" -> Layers.svm(view.integer("num_classes", 1));
      case "regression" -> Layers.regression(view.integer("num_neurons", 1));
      default -> throw view.error("type", "unknown kind of layer \"" + type + "\"; expected one of input, fc, "
          + "conv, pool, relu, sigmoid, tanh, maxout, dropout, lrn, softmax, svm, regression, quadtransform");
    };
  }

  private static LayerDefinition conv(JsonView view) {
    int sx = view.integer("sx", 1);
    return new LayerDefinition.Conv(
        sx,
        view.integer("sy", 1, sx),
        view.integer("filters", 1),
        view.integer("stride", 1, 1),
        view.integer("pad", 0, 0),
        tuning(view),
        Sugar.NONE);
  }

  /** Of several names for one thing ConvNetJS takes the last. */
  private static int last(JsonView view, int absent, String... names) {
    int value = absent;
    for (String name : names) {
      value = view.integer(name, 0, value);
    }
    return value;
  }

  private static Tuning tuning(JsonView view) {
    return new Tuning(number(view, "bias_pref"), number(view, "l1_decay_mul"), number(view, "l2_decay_mul"));
  }

  private static Sugar sugar(JsonView view) {
    boolean own = view.path().endsWith("(dropout)");
    return new Sugar(
        activation(view),
        view.has("group_size") ? (Integer) view.integer("group_size", 1) : null,
        own ? null : number(view, "drop_prob"),
        view.has("tensor") && !Boolean.FALSE.equals(view.raw("tensor")));
  }

  private static @Nullable Activation activation(JsonView view) {
    if (!view.has("activation")) {
      return null;
    }
    String word = view.string("activation");
    for (Activation activation : Activation.values()) {
      if (activation.word().equals(word)) {
        return activation;
      }
    }
    throw view.error("activation", "expected relu, sigmoid, tanh or maxout, received \"" + word + "\"");
  }

  private static @Nullable Double number(JsonView view, String name) {
    return view.has(name) ? (Double) view.number(name) : null;
  }
}
