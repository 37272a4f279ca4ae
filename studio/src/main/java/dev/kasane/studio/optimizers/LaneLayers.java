package dev.kasane.studio.optimizers;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.layers.LayerContext;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the layers of a network to a graph. For layers without states, as nets of numbers have them. */
final class LaneLayers {

  private static final long SEED = 1;

  private final Graph graph;
  private final boolean training;
  private final List<Node> parameters;

  /**
   * For a graph.
   *
   * @param training whether dropout drops
   * @param parameters gets the trained variables in the order of their layers
   */
  LaneLayers(Graph graph, boolean training, List<Node> parameters) {
    this.graph = graph;
    this.training = training;
    this.parameters = parameters;
  }

  /** The network's output for an input. */
  Node output(Network network, Node input) {
    List<Node> values = new ArrayList<>();
    values.add(input);
    for (Network.Call call : network.calls()) {
      Network.NamedLayer named = network.layers().get(call.layer());
      List<Node> inputs = call.inputs().stream().map(values::get).toList();
      values.add(graph.inScope(named.name(), () -> named.layer().apply(new Context(named.name()), inputs)));
    }
    return values.get(network.outputs().getFirst().value());
  }

  private final class Context implements LayerContext {

    private final String layerName;

    Context(String layerName) {
      this.layerName = layerName;
    }

    @Override
    public Graph graph() {
      return graph;
    }

    @Override
    public String layerName() {
      return layerName;
    }

    @Override
    public boolean training() {
      return training;
    }

    @Override
    public Node parameter(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer) {
      Node variable = graph.variable(layerName + "/" + name, shape);
      parameters.add(variable);
      return variable;
    }

    @Override
    public Node state(String name, Shape shape, Initializer initializer) {
      throw new UnsupportedOperationException(layerName + " keeps states");
    }

    @Override
    public void update(Node state, Node value) {
      throw new UnsupportedOperationException(layerName + " keeps states");
    }

    @Override
    public Node random(String purpose, Shape shape) {
      return graph.add(
          new Op.RandomUniform(CounterRandom.stream(SEED, layerName + "/" + purpose), shape, true));
    }
  }
}
