package dev.kasane.train;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.explain.Explainer;
import dev.kasane.explain.Values;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.nn.layers.Layer;
import dev.kasane.plan.Plan;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks inside a model while it computes: the output of every layer, and, if the model is compiled, the derivatives of
 * the loss by every one of these outputs and every weight. Activations that layers include are shown as layers of their
 * own, as in ConvNetJS. The graph is compiled once, and runs with the weights of the model, or of another that is built
 * alike, as they were when they were {@linkplain #load handed over}: neither sees the other afterwards.
 *
 * <p>Used by one thread at a time.
 */
public final class Inspector implements AutoCloseable {

  /**
   * A value of the network: an input or the output of a layer.
   *
   * @param name of the input or the layer; what a layer includes is called such as {@code conv2d_1_relu}
   * @param layer null for inputs
   * @param inputs the values it is made from, by their positions in {@link Inspector#points}
   * @param shape of one sample, without the batch axis
   * @param node its value in {@link Inspector#graph}
   * @param gradient the derivative of the loss by it; null if the model is not compiled
   */
  public record Point(
      String name, @Nullable Layer layer, List<Integer> inputs, Shape shape, Node node, @Nullable Node gradient) {}

  /**
   * A weight or state of the model.
   *
   * @param path such as {@code conv2d_1/kernel}
   * @param node its value in {@link Inspector#graph}
   * @param gradient the derivative of the loss by it; null for states and if the model is not compiled
   */
  public record Weight(String path, Shape shape, Node node, @Nullable Node gradient) {}

  private final Backend backend;
  private final ModelGraph inside;
  private final Executable executable;
  private final Variables variables;
  private final List<Point> points = new ArrayList<>();
  private final List<Weight> weights = new ArrayList<>();
  private final Set<Node> known = new HashSet<>();
  private final List<Integer> outputs;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();
  private final Map<String, float[]> written = new HashMap<>();
  private final Map<Node, float[]> read = new HashMap<>();

  private Inspector(Model model, int batch, boolean training, Backend backend) {
    this.backend = backend;
    Network network = SplitNetwork.of(model.network());
    Compilation compilation = model.compilation();
    inside = GraphBuilder.inside(network, compilation, training, batch, model.seed());
    outputs = network.outputs().stream().map(Network.Output::value).toList();
    describe(network, compilation != null);
    Graph graph = inside.graph();
    graph.inputs().keySet().forEach(name -> (name.startsWith("input/") ? inputs : targets).add(name));
    live(graph).forEach(node -> graph.output(name(node), node));
    variables = backend.newVariables();
    load(model);
    executable = backend.prepare(graph, variables);
  }

  /** Looks at one sample at a time, as the model predicts. See {@link #of(Model, int, boolean)}. */
  public static Inspector of(Model model) {
    return of(model, 1, false);
  }

  /**
   * Looks inside a model.
   *
   * @param batch samples at a time, at least 1
   * @param training whether layers shall do as they do in training: dropout drops, batch normalization uses the batch
   * @throws IllegalStateException if the model is being trained: give a copy
   */
  public static Inspector of(Model model, int batch, boolean training) {
    return of(model, batch, training, new CpuBackend(1));
  }

  /** Looks inside with another backend, which is closed with the inspector. */
  static Inspector of(Model model, int batch, boolean training, Backend backend) {
    if (batch < 1) {
      throw new IllegalArgumentException("Inspector: expected a batch of at least 1, received " + batch);
    }
    model.use(() -> {
      model.materialize(List.of());
      return null;
    });
    return new Inspector(model, batch, training, backend);
  }

  private void describe(Network network, boolean compiled) {
    List<Node> wrt = new ArrayList<>(inside.values());
    Map<String, Node> trained = new LinkedHashMap<>();
    inside.parameters().forEach((path, parameter) -> {
      if (parameter.trainable()) {
        trained.put(path, inside.graph().variable(path, parameter.shape()));
      }
    });
    wrt.addAll(trained.values());
    List<@Nullable Node> gradients = new ArrayList<>(Collections.nCopies(wrt.size(), null));
    if (compiled) {
      Node loss = Objects.requireNonNull(inside.graph().outputs().get("loss"));
      gradients.clear();
      gradients.addAll(Gradients.of(loss, wrt));
      known.add(loss);
    }
    int inputCount = network.inputs().size();
    for (int i = 0; i < inside.values().size(); i++) {
      Network.Call call = i < inputCount ? null : network.calls().get(i - inputCount);
      Node node = inside.values().get(i);
      points.add(new Point(
          network.valueName(i),
          call == null ? null : network.layers().get(call.layer()).layer(),
          call == null ? List.of() : call.inputs(),
          node.shape().dropFirst(),
          node,
          gradients.get(i)));
    }
    Map<String, Node> gradientOf = new HashMap<>();
    int next = points.size();
    for (String path : trained.keySet()) {
      Node gradient = gradients.get(next++);
      if (gradient != null) {
        gradientOf.put(path, gradient);
      }
    }
    inside.parameters().forEach((path, parameter) -> weights.add(new Weight(
        path, parameter.shape(), inside.graph().variable(path, parameter.shape()), gradientOf.get(path))));
    points.forEach(point -> know(point.node(), point.gradient()));
    weights.forEach(weight -> know(weight.node(), weight.gradient()));
  }

  private void know(Node node, @Nullable Node gradient) {
    known.add(node);
    if (gradient != null) {
      known.add(gradient);
    }
  }

  /** The computed nodes that values, gradients and loss depend on. */
  private List<Node> live(Graph graph) {
    boolean[] live = new boolean[graph.nodes().size()];
    known.forEach(node -> live[node.id()] = true);
    for (int id = live.length - 1; id >= 0; id--) {
      if (live[id]) {
        graph.nodes().get(id).inputs().forEach(input -> live[input.id()] = true);
      }
    }
    return graph.nodes().stream().filter(node -> live[node.id()] && !isStored(node)).toList();
  }

  private static boolean isStored(Node node) {
    return node.op() instanceof Op.Input || node.op() instanceof Op.Variable || node.op() instanceof Op.Constant;
  }

  private static String name(Node node) {
    return "inside/" + node.id();
  }

  /** The network's inputs, then the outputs of its layers, in order. */
  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** The positions of the network's outputs in {@link #points}. */
  public List<Integer> outputs() {
    return outputs;
  }

  /** All weights and states, in the order of the layers. */
  public List<Weight> weights() {
    return Collections.unmodifiableList(weights);
  }

  /** Whether there are gradients: whether the model is compiled. */
  public boolean hasGradients() {
    return !targets.isEmpty();
  }

  /** The graph that is computed. */
  public Graph graph() {
    return inside.graph();
  }

  /**
   * Takes the weights of a model.
   *
   * @param model the one this was made from, or one with the same layers
   * @throws IllegalStateException if the model is being trained
   * @throws dev.kasane.graph.ShapeException if a weight has another shape
   */
  public void load(Model model) {
    load(model.getWeights());
  }

  /** Takes weights by path. See {@link #load(Model)}. */
  public void load(Map<String, Tensor> values) {
    for (Weight weight : weights) {
      Tensor value = values.get(weight.path());
      if (value == null) {
        throw new IllegalArgumentException("Inspector: expected the weight '" + weight.path() + "', received "
            + values.keySet());
      }
      variables.set(weight.path(), value);
    }
    read.clear();
  }

  /**
   * Computes everything.
   *
   * @param samples for each input of the network, {@code batch} samples one after the other
   * @param wanted for each output, the targets as the loss expects them, such as a class number for {@code
   *     sparse_categorical_crossentropy}; null to leave the last ones, when nobody looks at gradients
   * @param step selects the random numbers of dropout
   * @throws IllegalArgumentException if there are too few numbers
   */
  public void run(List<float[]> samples, @Nullable List<float[]> wanted, long step) {
    write(inputs, samples);
    if (wanted != null) {
      write(targets, wanted);
    }
    executable.run(step);
    read.clear();
  }

  private void write(List<String> names, List<float[]> arrays) {
    if (arrays.size() != names.size()) {
      throw new IllegalArgumentException("Inspector: expected an array for each of " + names + ", received "
          + arrays.size());
    }
    for (int i = 0; i < arrays.size(); i++) {
      executable.write(names.get(i), arrays.get(i), 0);
      written.put(names.get(i), arrays.get(i).clone());
    }
  }

  /**
   * What the last run has computed, or stored values as they are.
   *
   * @param node of {@link #graph}
   * @return row-major; kept until the next run, not to be changed
   */
  public float[] value(Node node) {
    return switch (node.op()) {
      case Op.Constant constant -> constant.value().data();
      case Op.Variable variable -> read.computeIfAbsent(node, _ -> variables.get(variable.path()).data());
      case Op.Input input -> written.computeIfAbsent(input.name(), _ -> new float[input.shape().size()]);
      default -> read.computeIfAbsent(node, _ -> {
        float[] value = new float[node.shape().size()];
        executable.read(name(node), value, 0);
        return value;
      });
    };
  }

  /** What is executed, for people to read. */
  public Plan plan() {
    return executable.plan();
  }

  /** The loss of the last run; NaN if the model is not compiled. */
  public double loss() {
    return hasGradients() ? executable.read("loss") : Double.NaN;
  }

  /** Explains numbers of the last run, down to the outputs of layers, weights and gradients. */
  public Explainer explainer() {
    Values values = this::value;
    return new Explainer(values, known::contains);
  }

  @Override
  public void close() {
    backend.close();
  }
}
