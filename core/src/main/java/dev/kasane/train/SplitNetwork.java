package dev.kasane.train;

import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network in which activations that layers include are layers of their own, so that both sides of each can be seen.
 * It computes the same from the same weights.
 */
final class SplitNetwork {

  private final Network network;
  private final List<Network.NamedLayer> layers = new ArrayList<>();
  private final int[] activationOf;

  private SplitNetwork(Network network) {
    this.network = network;
    this.activationOf = new int[network.layers().size()];
  }

  static Network of(Network network) {
    return new SplitNetwork(network).run();
  }

  private Network run() {
    Set<String> names = new HashSet<>();
    network.layers().forEach(layer -> names.add(layer.name()));
    List<Network.NamedLayer> activations = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      Network.NamedLayer named = network.layers().get(i);
      ActivationFunction function = activation(named.layer());
      layers.add(new Network.NamedLayer(named.name(), withoutActivation(named.layer())));
      activationOf[i] = -1;
      if (function != ActivationFunction.LINEAR) {
        String name = named.name() + "_" + function.label();
        while (!names.add(name)) {
          name += "_";
        }
        activationOf[i] = network.layers().size() + activations.size();
        activations.add(new Network.NamedLayer(name, new Activation(function)));
      }
    }
    layers.addAll(activations);
    return calls();
  }

  private Network calls() {
    int inputs = network.inputs().size();
    List<Network.Call> calls = new ArrayList<>();
    int[] place = new int[inputs + network.calls().size()];
    for (int i = 0; i < inputs; i++) {
      place[i] = i;
    }
    for (int i = 0; i < network.calls().size(); i++) {
      Network.Call call = network.calls().get(i);
      calls.add(new Network.Call(call.layer(), call.inputs().stream().map(value -> place[value]).toList()));
      if (activationOf[call.layer()] >= 0) {
        calls.add(new Network.Call(activationOf[call.layer()], List.of(inputs + calls.size() - 1)));
      }
      place[inputs + i] = inputs + calls.size() - 1;
    }
    List<Network.Output> outputs = network.outputs().stream()
        .map(output -> new Network.Output(output.name(), place[output.value()]))
        .toList();
    return new Network(network.inputs(), layers, calls, outputs);
  }

  private static ActivationFunction activation(Layer layer) {
    return switch (layer) {
      case Dense dense -> dense.activation();
      case Conv2d conv -> conv.activation();
      default -> ActivationFunction.LINEAR;
    };
  }

  private static Layer withoutActivation(Layer layer) {
    return switch (layer) {
      case Dense dense -> dense.activation(ActivationFunction.LINEAR);
      case Conv2d conv -> conv.activation(ActivationFunction.LINEAR);
      default -> layer;
    };
  }
}
