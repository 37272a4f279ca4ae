package dev.kasane.train;

import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts symbols into the order and numbering of a {@link Network} and gives names to layers that have none. */
final class NetworkBuilder {

  private final IdentityHashMap<Symbol, Integer> values = new IdentityHashMap<>();
  private final IdentityHashMap<Layer, Integer> layerIndex = new IdentityHashMap<>();
  private final List<Network.Input> inputs = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final List<@Nullable String> layerNames = new ArrayList<>();
  private final List<Network.Call> calls = new ArrayList<>();

  private NetworkBuilder() {}

  static Network build(List<Symbol> inputs, List<Symbol> outputs) {
    return new NetworkBuilder().run(inputs, outputs);
  }

  private Network run(List<Symbol> inputSymbols, List<Symbol> outputSymbols) {
    for (Symbol symbol : inputSymbols) {
      if (symbol.layer() != null) {
        throw new IllegalArgumentException("Model.of: each input must come from Symbols.input, received the output of "
            + symbol.layer());
      }
      String name = symbol.name() == null ? "input_" + (inputs.size() + 1) : symbol.name();
      if (values.put(symbol, inputs.size()) != null) {
        throw new IllegalArgumentException("Model.of: input '" + name + "' is listed twice");
      }
      inputs.add(new Network.Input(name, symbol.shape()));
    }
    outputSymbols.forEach(this::visit);
    List<Network.NamedLayer> named = nameLayers();
    return new Network(inputs, named, calls, nameOutputs(outputSymbols, named));
  }

  /** Depth first without recursion: networks may be deeper than a stack. */
  private void visit(Symbol end) {
    Deque<Symbol> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      Symbol symbol = open.peek();
      if (values.containsKey(symbol)) {
        open.pop();
        continue;
      }
      Layer layer = symbol.layer();
      if (layer == null) {
        throw new IllegalArgumentException("Model.of: an output depends on input '" + symbol.name()
            + "', which is not among the model's inputs; add it to the list of inputs");
      }
      int waiting = open.size();
      symbol.inputs().reversed().stream().filter(input -> !values.containsKey(input)).forEach(open::push);
      if (open.size() == waiting) {
        open.pop();
        values.put(symbol, inputs.size() + calls.size());
        calls.add(new Network.Call(layer(layer, symbol.name()), symbol.inputs().stream().map(values::get).toList()));
      }
    }
  }

  private int layer(Layer layer, @Nullable String name) {
    Integer known = layerIndex.get(layer);
    if (known == null) {
      layerIndex.put(layer, layers.size());
      layers.add(layer);
      layerNames.add(name);
      return layers.size() - 1;
    }
    String earlier = layerNames.get(known);
    if (name != null && earlier != null && !name.equals(earlier)) {
      throw new IllegalArgumentException("The same layer instance is named '" + earlier + "' and '" + name
          + "'; use one name, or two instances if they are not to share weights");
    }
    if (name != null) {
      layerNames.set(known, name);
    }
    return known;
  }

  private List<Network.NamedLayer> nameLayers() {
    Set<String> taken = new LinkedHashSet<>();
    layerNames.stream().filter(name -> name != null).forEach(taken::add);
    Map<String, Integer> counts = new HashMap<>();
    List<Network.NamedLayer> named = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String name = layerNames.get(i);
      while (name == null) {
        String kind = layers.get(i).kind();
        String candidate = kind + "_" + counts.merge(kind, 1, Integer::sum);
        name = taken.add(candidate) ? candidate : null;
      }
      named.add(new Network.NamedLayer(name, layers.get(i)));
    }
    return named;
  }

  private List<Network.Output> nameOutputs(List<Symbol> symbols, List<Network.NamedLayer> named) {
    Map<String, Integer> counts = new HashMap<>();
    List<Network.Output> outputs = new ArrayList<>();
    for (Symbol symbol : symbols) {
      int value = values.getOrDefault(symbol, -1);
      String name =
          value < inputs.size()
              ? inputs.get(value).name()
              : named.get(calls.get(value - inputs.size()).layer()).name();
      int count = counts.merge(name, 1, Integer::sum);
      outputs.add(new Network.Output(count == 1 ? name : name + "_" + count, value));
    }
    return outputs;
  }
}
