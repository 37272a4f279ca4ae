package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.JsonView;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.DropoutLayer;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.MaxoutLayer;
import dev.kasane.convnetjs.layers.PoolLayer;
import dev.kasane.convnetjs.layers.ReluLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dropout in files of {@link Mode#CORRECT}. ConvNetJS trains without scaling and multiplies predictions by drop_prob;
 * a correct net scales while it trains and leaves predictions alone. So that each predicts right with the other's files:
 *
 * <ul>
 *   <li>A correct net writes no dropout layers, but says on the layer before, in a member that ConvNetJS does not read,
 *       what follows it.
 *   <li>A dropout layer that is read comes from a net trained without scaling, whose predictions want a factor of 1 -
 *       drop_prob; the next weights take it. Only nets that nobody makes by definitions have none there: a loss or
 *       another function comes first, and predictions stay unscaled.
 * </ul>
 */
final class SavedDropout {

  private static final String MEMBER = "dropout_behind";

  private SavedDropout() {}

  static List<Map<String, Object>> write(List<Layer> layers) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof DropoutLayer) {
        continue;
      }
      Map<String, Object> each = new LinkedHashMap<>(layers.get(i).toJSON());
      double[] behind =
          layers.subList(i + 1, layers.size()).stream()
              .takeWhile(layer -> layer instanceof DropoutLayer)
              .mapToDouble(layer -> ((DropoutLayer) layer).dropProb())
              .toArray();
      if (behind.length > 0) {
        each.put(MEMBER, behind);
      }
      json.add(each);
    }
    return json;
  }

  /** The dropout layers that a layer's JSON says are behind it. */
  static List<Layer> behind(JsonView view, Layer layer, Mode mode, Rand rand) {
    List<Layer> dropouts = new ArrayList<>();
    Object value = view.raw(MEMBER);
    int count =
        switch (value) {
          case null -> 0;
          case double[] numbers -> numbers.length;
          case List<?> list -> list.size();
          default -> throw view.error(MEMBER, "expected a list of probabilities, received " + JsonView.kind(value));
        };
    if (count > 0) {
      for (double probability : view.numbers(MEMBER, count, "the dropout layers")) {
        dropouts.add(new DropoutLayer(layer.out(), probability, mode, rand));
      }
    }
    return dropouts;
  }

  /** Lets the weights behind unscaled dropout layers take the factor that their predictions want. */
  static void scale(List<Layer> layers, List<DropoutLayer> unscaled) {
    for (DropoutLayer dropout : unscaled) {
      double factor = 1 - dropout.dropProb();
      List<Vol> filters = weightsBehind(layers, layers.indexOf(dropout));
      for (Vol filter : filters) {
        double[] w = filter.bare();
        for (int i = 0; i < w.length; i++) {
          w[i] *= factor;
        }
      }
    }
  }

  private static List<Vol> weightsBehind(List<Layer> layers, int dropout) {
    for (Layer layer : layers.subList(dropout + 1, layers.size())) {
      switch (layer) {
        case FullyConnLayer fc -> {
          return fc.filters();
        }
        case ConvLayer conv -> {
          return conv.filters();
        }
        // a factor before these is the same factor behind them
        case PoolLayer _, ReluLayer _, MaxoutLayer _, DropoutLayer _ -> {}
        default -> {
          return List.of();
        }
      }
    }
    return List.of();
  }
}
