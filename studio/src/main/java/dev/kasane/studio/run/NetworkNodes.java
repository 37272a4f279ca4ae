package dev.kasane.studio.run;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.layers.LayerContext;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a network as it predicts, in a graph to which others may add: what every layer gives, and the variables
 * of its weights. Nothing is computed and no memory for weights is taken.
 */
public final class NetworkNodes {

  /** The graph's input. */
  public static final String INPUT = "input";

  /**
   * A weight or state of a layer.
   *
   * @param shape of it
   * @param trainable whether training changes it by a gradient
   * @param variable in the graph
   */
  public record Parameter(Shape shape, boolean trainable, Node variable) {}

  private final Graph graph = new Graph();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Node> values = new ArrayList<>();

  private NetworkNodes() {}

  /**
   * Builds them.
   *
   * @param network with one input
   * @param input shape of one sample
   * @param batch samples
   * @throws ShapeException that begins with the name of the layer that does not fit
   */
  public static NetworkNodes of(Network network, Shape input, int batch) {
    NetworkNodes nodes = new NetworkNodes();
    nodes.values.add(nodes.graph.batchInput(INPUT, input.prepend(batch)));
    for (Network.Call call : network.calls()) {
      nodes.add(network.layers().get(call.layer()), call.inputs());
    }
    return nodes;
  }

  private void add(Network.NamedLayer named, List<Integer> from) {
    List<Node> inputs = from.stream().map(values::get).toList();
    try {
      values.add(graph.inScope(named.name(), () -> named.layer().apply(new Context(named.name()), inputs)));
    } catch (ShapeException e) {
      String message = String.valueOf(e.getMessage());
      throw new ShapeException(message.startsWith(named.name() + ":") ? message : named.name() + ": " + message);
    }
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /** The node of each of the network's values: its input, then one for each call. Axis 0 counts samples. */
  public List<Node> values() {
    return Collections.unmodifiableList(values);
  }

  /** Weights and states by path, such as {@code conv2d_1/kernel}. */
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** What layers may ask for where nothing is trained. */
  private final class Context implements LayerContext {

    private final String layer;

    Context(String layer) {
      this.layer = layer;
    }

    @Override
    public Graph graph() {
      return graph;
    }

    @Override
    public String layerName() {
      return layer;
    }

    @Override
    public boolean training() {
      return false;
    }

    @Override
    public Node parameter(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer) {
      return declare(name, shape, true);
    }

    @Override
    public Node state(String name, Shape shape, Initializer initializer) {
      return declare(name, shape, false);
    }

    private Node declare(String name, Shape shape, boolean trainable) {
      String path = layer + "/" + name;
      return parameters.computeIfAbsent(
          path, _ -> new Parameter(shape, trainable, graph.variable(path, shape))).variable();
    }

    @Override
    public void update(Node state, Node value) {
      // Only training changes states.
    }

    @Override
    public Node random(String purpose, Shape shape) {
      throw new IllegalStateException(layer + ": nothing random happens in a prediction");
    }
  }
}
