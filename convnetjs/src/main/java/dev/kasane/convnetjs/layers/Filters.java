package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a convolution or fully connected layer.
 *
 * @param filters one volume of weights for each output depth
 * @param biases 1 by 1 by the output depth
 * @param l1DecayMul what the trainer's L1 decay is multiplied by for the weights
 * @param l2DecayMul what the trainer's L2 decay is multiplied by for the weights
 */
public record Filters(List<Vol> filters, Vol biases, double l1DecayMul, double l2DecayMul) {

  /** Keeps the volumes, in a list that cannot change. */
  public Filters {
    filters = List.copyOf(filters);
  }

  /** Random weights with standard deviation sqrt(1 / size), and biases that are all {@code bias}. */
  static Filters random(
      String layer, int count, Size size, double bias, double l1DecayMul, double l2DecayMul, Rand rand) {
    Sizes.requireParameters(layer, count, size.length());
    List<Vol> filters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      filters.add(new Vol(size.sx(), size.sy(), size.depth(), rand));
    }
    return new Filters(filters, new Vol(1, 1, count, bias), l1DecayMul, l2DecayMul);
  }

  /** Reads filters, whose count and sizes must be what the layer says. Decay multipliers that are missing are 1. */
  static Filters fromJson(JsonView json, int count, Size size) {
    List<JsonView> views = json.objects("filters");
    if (views.size() != count) {
      throw json.error("filters", "expected " + count + " as out_depth says, received " + views.size());
    }
    List<Vol> filters = new ArrayList<>(count);
    for (JsonView view : views) {
      filters.add(read(view, size));
    }
    Vol biases = read(json.object("biases"), new Size(1, 1, count));
    return new Filters(filters, biases, json.number("l1_decay_mul", 1), json.number("l2_decay_mul", 1));
  }

  private static Vol read(JsonView view, Size size) {
    Size found = new Size(view.integer("sx", 0), view.integer("sy", 0), view.integer("depth", 0));
    if (!found.equals(size)) {
      throw new dev.kasane.convnetjs.ConvNetException(view.path() + ": expected size " + size + ", received " + found);
    }
    return Vol.wrap(size.sx(), size.sy(), size.depth(), view.numbers("w", size.length(), size.toString()));
  }

  List<ParamsAndGrads> paramsAndGrads() {
    List<ParamsAndGrads> out = new ArrayList<>(filters.size() + 1);
    for (Vol filter : filters) {
      out.add(new ParamsAndGrads(filter.w(), filter.dw(), l1DecayMul, l2DecayMul));
    }
    out.add(new ParamsAndGrads(biases.w(), biases.dw(), 0, 0));
    return out;
  }

  /** As {@link Vol#toJSON}, with a copy of the numbers: a saved net is not a way to write into this one. */
  private static Map<String, Object> copied(Vol vol) {
    return vol.clone().toJSON();
  }

  void toJson(Map<String, Object> json) {
    json.put("l1_decay_mul", l1DecayMul);
    json.put("l2_decay_mul", l2DecayMul);
    json.put("filters", filters.stream().map(Filters::copied).toList());
    json.put("biases", copied(biases));
  }
}
