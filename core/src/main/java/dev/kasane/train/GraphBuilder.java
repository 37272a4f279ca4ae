package dev.kasane.train;

import dev.kasane.autodiff.Gradients;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.layers.LayerContext;
import dev.kasane.nn.metrics.Metric;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.UpdateContext;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the graph of a network for one mode and batch size: the layers' nodes, loss and metrics, then gradients and
 * updates. Nothing is computed and no weights are made here.
 */
final class GraphBuilder {

  private final Network network;
  private final Mode mode;
  private final int batch;
  private final long seed;
  private final Graph graph = new Graph();
  private final Map<String, ModelGraph.Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, ModelGraph.Slot> slots = new LinkedHashMap<>();
  private final Map<String, Node> scalars = new LinkedHashMap<>();
  private final List<ModelGraph.HostScalar> hostScalars = new ArrayList<>();
  private final Map<String, Node> latestStates = new LinkedHashMap<>();
  private final Map<String, Integer> randomUses = new HashMap<>();
  private final List<Node> penalties = new ArrayList<>();
  private final List<String> measures = new ArrayList<>();
  private final List<Node> values = new ArrayList<>();

  private GraphBuilder(Network network, Mode mode, int batch, long seed) {
    this.network = network;
    this.mode = mode;
    this.batch = batch;
    this.seed = seed;
  }

  /**
   * Builds a graph.
   *
   * @param network with all input shapes known
   * @param compilation may be null when predicting
   * @param seed of the random numbers that layers use while training
   * @throws ShapeException if layers, losses or metrics do not fit the shapes; the message names the layer
   */
  static ModelGraph build(Network network, @Nullable Compilation compilation, Mode mode, int batch, long seed) {
    GraphBuilder builder = new GraphBuilder(network, mode, batch, seed);
    builder.forward();
    if (mode == Mode.PREDICT || compilation == null) {
      builder.predictions();
    } else {
      Node loss = builder.objectives(compilation.objectives());
      if (mode == Mode.TRAIN) {
        builder.updates(loss, compilation.optimizer());
      }
    }
    return builder.result();
  }

  /**
   * Builds a graph to look into: forward, and the loss if the network is compiled, but no updates.
   *
   * @param training whether layers shall do as they do in training
   */
  static ModelGraph inside(
      Network network, @Nullable Compilation compilation, boolean training, int batch, long seed) {
    GraphBuilder builder = new GraphBuilder(network, training ? Mode.TRAIN : Mode.EVALUATE, batch, seed);
    builder.forward();
    builder.predictions();
    if (compilation != null) {
      builder.objectives(compilation.objectives());
    }
    return builder.result();
  }

  private ModelGraph result() {
    return new ModelGraph(graph, batch, parameters, slots, hostScalars, measures, values);
  }

  private void forward() {
    for (Network.Input input : network.inputs()) {
      if (input.shape() == null) {
        throw new IllegalStateException("The shape of input '" + input.name() + "' is not known yet: begin with an "
            + "input layer, or call fit or build first");
      }
      values.add(graph.batchInput("input/" + input.name(), input.shape().prepend(batch)));
    }
    for (Network.Call call : network.calls()) {
      values.add(apply(call));
    }
  }

  private Node apply(Network.Call call) {
    Network.NamedLayer named = network.layers().get(call.layer());
    String name = named.name();
    List<Node> inputs = call.inputs().stream().map(values::get).toList();
    Node output;
    try {
      output = graph.inScope(name, () -> named.layer().apply(new Context(name), inputs));
    } catch (ShapeException e) {
      throw new ShapeException(sentence(prefixed(name, String.valueOf(e.getMessage()))) + " " + origin(call));
    }
    if (output.shape().rank() == 0 || output.shape().dim(0) != batch) {
      throw new ShapeException(name + ": a layer must keep axis 0, which counts the samples; expected " + batch
          + ", received shape " + output.shape() + ". " + origin(call));
    }
    return output;
  }

  private static String prefixed(String name, String message) {
    return message.startsWith(name + ":") ? message : name + ": " + message;
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  /** Such as {@code The layer before it, flatten_1, gives samples of shape (512).} */
  private String origin(Network.Call call) {
    List<String> parts = new ArrayList<>();
    for (int value : call.inputs()) {
      String what = value < network.inputs().size() ? "the model's input, " : "the layer before it, ";
      parts.add(what + network.valueName(value) + ", gives samples of shape "
          + values.get(value).shape().dropFirst());
    }
    String text = String.join("; ", parts);
    return text.isEmpty() ? "It has no inputs." : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private void predictions() {
    for (Network.Output output : network.outputs()) {
      graph.output("output/" + output.name(), values.get(output.value()));
    }
  }

  private Node objectives(List<Objective> objectives) {
    Map<String, Node> measured = new LinkedHashMap<>();
    Node total = null;
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      Network.Output output = network.outputs().get(i);
      Node prediction = values.get(output.value());
      Shape target = targetShape(objective, output, prediction.shape().dropFirst());
      Node targets = graph.batchInput("target/" + output.name(), target.prepend(batch));
      String prefix = objectives.size() == 1 ? "" : output.name() + "/";
      Node loss = graph.inScope("loss", () -> mean(objective.loss().apply(targets, prediction)));
      if (objectives.size() > 1) {
        measured.put(prefix + "loss", loss);
      }
      for (Metric metric : objective.metrics()) {
        measured.put(
            prefix + metric.name(), graph.inScope(metric.name(), () -> mean(metric.apply(targets, prediction))));
      }
      Node weighted =
          objective.weight() == 1 ? loss : graph.inScope("loss", () -> Ops.mul(loss, objective.weight()));
      Node sum = total;
      total = sum == null ? weighted : graph.inScope("loss", () -> Ops.add(sum, weighted));
    }
    if (total == null) {
      throw new IllegalArgumentException("A model needs at least one objective");
    }
    for (Node penalty : penalties) {
      Node sum = total;
      total = graph.inScope("loss", () -> Ops.add(sum, Ops.reshape(penalty, Shape.SCALAR)));
    }
    measure("loss", total);
    measured.forEach(this::measure);
    return total;
  }

  private static Shape targetShape(Objective objective, Network.Output output, Shape sample) {
    try {
      return objective.loss().targetShape(sample);
    } catch (ShapeException e) {
      throw new ShapeException(
          sentence(prefixed(objective.loss().name(), String.valueOf(e.getMessage()))) + " Output " + output.name()
              + " gives samples of shape " + sample + ".");
    }
  }

  private static Node mean(Node perSample) {
    return Ops.reshape(Ops.mean(perSample), Shape.SCALAR);
  }

  private void measure(String name, Node node) {
    graph.output(name, node);
    measures.add(name);
  }

  private void updates(Node loss, Optimizer optimizer) {
    Node rate = graph.input(ModelGraph.LEARNING_RATE, Shape.SCALAR);
    List<String> paths = new ArrayList<>();
    List<Node> trained = new ArrayList<>();
    parameters.forEach(
        (path, parameter) -> {
          if (parameter.trainable()) {
            paths.add(path);
            trained.add(graph.variable(path, parameter.shape()));
          }
        });
    List<Node> raw = Gradients.of(loss, trained);
    List<Node> gradients = graph.inScope("optimizer", () -> optimizer.transform(raw));
    for (int i = 0; i < trained.size(); i++) {
      String path = paths.get(i);
      Node parameter = trained.get(i);
      Node gradient = gradients.get(i);
      Update context = new Update(path, parameter.shape(), rate);
      Node updated = graph.inScope("optimizer", () -> optimizer.update(context, parameter, gradient));
      graph.update(parameter, updated);
    }
    latestStates.forEach((path, value) -> graph.update(graph.variable(path, value.shape()), value));
  }

  /** What a layer may ask for. */
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
      return mode == Mode.TRAIN;
    }

    @Override
    public Node parameter(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer) {
      boolean known = parameters.containsKey(layerName + "/" + name);
      Node parameter = declare(name, new ModelGraph.Parameter(shape, initializer, true));
      if (regularizer != null && !known) {
        penalties.add(regularizer.penalty(parameter));
      }
      return parameter;
    }

    /** Where a layer is used twice, its second use reads what the first has made of the state. */
    @Override
    public Node state(String name, Shape shape, Initializer initializer) {
      Node variable = declare(name, new ModelGraph.Parameter(shape, initializer, false));
      return latestStates.getOrDefault(layerName + "/" + name, variable);
    }

    private Node declare(String name, ModelGraph.Parameter parameter) {
      String path = layerName + "/" + name;
      ModelGraph.Parameter known = parameters.putIfAbsent(path, parameter);
      if (known != null && !known.shape().equals(parameter.shape())) {
        throw new ShapeException(layerName + ": " + name + " has shape " + known.shape()
            + " from the layer's first use and would need shape " + parameter.shape()
            + " here; a shared layer must get inputs of one shape");
      }
      return graph.variable(path, parameter.shape());
    }

    @Override
    public void update(Node state, Node value) {
      if (!training()) {
        return;
      }
      String path =
          state.op() instanceof Op.Variable variable
              ? variable.path()
              : latestStates.entrySet().stream()
                  .filter(entry -> entry.getValue() == state)
                  .map(Map.Entry::getKey)
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException(
                      layerName + ": update expects a node that state(...) returned, received " + state));
      latestStates.put(path, value);
    }

    @Override
    public Node random(String purpose, Shape shape) {
      String key = layerName + "/" + purpose;
      int use = randomUses.merge(key, 1, Integer::sum);
      long stream = CounterRandom.stream(seed, "random/" + key + (use == 1 ? "" : "#" + use));
      return graph.add(new Op.RandomUniform(stream, shape, true));
    }
  }

  /** What an optimizer may ask for while it updates one parameter. */
  private final class Update implements UpdateContext {

    private final String path;
    private final Shape shape;
    private final Node rate;

    Update(String path, Shape shape, Node rate) {
      this.path = path;
      this.shape = shape;
      this.rate = rate;
    }

    @Override
    public Node learningRate() {
      return rate;
    }

    @Override
    public Node scalar(String name, StepFunction function) {
      return scalars.computeIfAbsent(
          "optimizer/" + name,
          input -> {
            hostScalars.add(new ModelGraph.HostScalar(input, function));
            return graph.input(input, Shape.SCALAR);
          });
    }

    @Override
    public Node slot(String name, double initial) {
      String slotPath = "optimizer/" + name + "/" + path;
      slots.putIfAbsent(slotPath, new ModelGraph.Slot(shape, initial));
      return graph.variable(slotPath, shape);
    }

    @Override
    public void setSlot(Node slot, Node value) {
      graph.update(slot, value);
    }
  }
}
