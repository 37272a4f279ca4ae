package dev.kasane.nn.layers;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what a layer asks for. */
final class TestContext implements LayerContext {

  static final String NAME = "layer_1";

  final Graph graph = new Graph();
  final boolean training;
  final Map<String, Node> parameters = new LinkedHashMap<>();
  final Map<String, Node> states = new LinkedHashMap<>();
  final Map<String, Initializer> initializers = new LinkedHashMap<>();
  final Map<String, Regularizer> regularizers = new LinkedHashMap<>();
  final Map<Node, Node> updates = new LinkedHashMap<>();

  TestContext(boolean training) {
    this.training = training;
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public String layerName() {
    return NAME;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Node parameter(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer) {
    if (regularizer != null) {
      regularizers.put(name, regularizer);
    }
    return declare(parameters, name, shape, initializer);
  }

  @Override
  public Node state(String name, Shape shape, Initializer initializer) {
    return declare(states, name, shape, initializer);
  }

  private Node declare(Map<String, Node> nodes, String name, Shape shape, Initializer initializer) {
    Node node = graph.variable(name, shape);
    nodes.put(name, node);
    initializers.put(name, initializer);
    return node;
  }

  @Override
  public void update(Node state, Node value) {
    updates.put(state, value);
  }

  @Override
  public Node random(String purpose, Shape shape) {
    return graph.add(new Op.RandomUniform(CounterRandom.stream(11, purpose), shape, true));
  }

  /** Such as {@code kernel (3, 4), bias (4)}. */
  static String text(Map<String, Node> nodes) {
    return nodes.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().shape())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  /** All numbers of the parameters. */
  int parameterCount() {
    return parameters.values().stream().mapToInt(node -> node.shape().size()).sum();
  }
}
