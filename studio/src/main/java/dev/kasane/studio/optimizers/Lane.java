package dev.kasane.studio.optimizers;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.losses.SparseCategoricalCrossentropy;
import dev.kasane.nn.metrics.Accuracy;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.UpdateContext;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One method with weights of its own, which it changes with each batch it is given. */
final class Lane {

  private static final String RATE = "learning_rate";
  private static final String INPUT = "input";
  private static final String LABELS = "labels";
  private static final String LOSS = "loss";
  private static final String ACCURACY = "accuracy";

  private final Optimizer optimizer;
  private final Map<String, Tensor> start = new LinkedHashMap<>();
  private final Map<String, UpdateContext.StepFunction> scalars = new LinkedHashMap<>();
  private final Variables variables;
  private final Executable training;
  private final Executable testing;
  private final float[] testInputs;
  private final float[] testLabels;
  private long step;
  private long nanos;

  /**
   * Prepares it.
   *
   * @param model of the network, with the weights it shall begin with
   * @param batch samples a batch
   * @param l2 added to the gradients of weights, not biases, as this times the weight
   */
  Lane(
      Model model, Optimizer optimizer, int batch, double l2, Backend backend, float[] testInputs,
      float[] testLabels) {
    this.optimizer = optimizer;
    this.testInputs = testInputs;
    this.testLabels = testLabels;
    start.putAll(model.getWeights());
    variables = backend.newVariables();
    Graph graph = new Graph();
    List<Node> parameters = new ArrayList<>();
    Node loss = measured(graph, model, batch, true, parameters);
    update(graph, parameters, Gradients.of(loss, parameters), l2);
    Graph test = new Graph();
    measured(test, model, testLabels.length, false, new ArrayList<>());
    begin();
    training = backend.prepare(graph, variables);
    testing = backend.prepare(test, variables);
  }

  /** Adds network, loss and accuracy; returns the mean loss. */
  private static Node measured(Graph graph, Model model, int batch, boolean training, List<Node> parameters) {
    Shape sample = model.network().inputs().getFirst().shape();
    if (sample == null) {
      throw new IllegalStateException("The model is not built yet");
    }
    Node input = graph.batchInput(INPUT, sample.prepend(batch));
    Node labels = graph.batchInput(LABELS, Shape.of(batch));
    Node output = new LaneLayers(graph, training, parameters).output(model.network(), input);
    Node loss = Ops.reshape(Ops.mean(new SparseCategoricalCrossentropy().apply(labels, output)), Shape.SCALAR);
    graph.output(LOSS, loss);
    graph.output(ACCURACY, Ops.reshape(Ops.mean(new Accuracy().apply(labels, output)), Shape.SCALAR));
    return loss;
  }

  private void update(Graph graph, List<Node> parameters, List<Node> gradients, double l2) {
    Node rate = graph.input(RATE, Shape.SCALAR);
    List<Node> decayed = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Node parameter = parameters.get(i);
      boolean weight = parameter.shape().rank() > 1;
      decayed.add(l2 > 0 && weight ? Ops.add(gradients.get(i), Ops.mul(parameter, l2)) : gradients.get(i));
    }
    List<Node> used = optimizer.transform(decayed);
    for (int i = 0; i < parameters.size(); i++) {
      Node parameter = parameters.get(i);
      graph.update(parameter, optimizer.update(new Context(graph, rate, i, parameter.shape()), parameter, used.get(i)));
    }
  }

  /** Goes back to the start. */
  void begin() {
    start.forEach(variables::set);
    step = 0;
    nanos = 0;
  }

  /** Learns from a batch. */
  void train(float[] inputs, float[] labels) {
    long begin = System.nanoTime();
    training.write(INPUT, inputs, 0);
    training.write(LABELS, labels, 0);
    training.write(RATE, (float) optimizer.learningRate().at(step));
    scalars.forEach((name, function) -> training.write(name, (float) function.at(step + 1)));
    training.run(step);
    step++;
    nanos += System.nanoTime() - begin;
  }

  /** Mean loss of the last batch before its update. */
  double loss() {
    return training.read(LOSS);
  }

  /** Accuracy on the last batch before its update. */
  double accuracy() {
    return training.read(ACCURACY);
  }

  /** Accuracy on the test. */
  double test() {
    testing.write(INPUT, testInputs, 0);
    testing.write(LABELS, testLabels, 0);
    testing.run(0);
    return testing.read(ACCURACY);
  }

  /** Seconds it has trained. */
  double seconds() {
    return nanos / 1e9;
  }

  /** A copy of a weight. */
  Tensor weight(String path) {
    return variables.get(path);
  }

  /** What the optimizer may ask for. */
  private final class Context implements UpdateContext {

    private final Graph graph;
    private final Node rate;
    private final int parameter;
    private final Shape shape;

    Context(Graph graph, Node rate, int parameter, Shape shape) {
      this.graph = graph;
      this.rate = rate;
      this.parameter = parameter;
      this.shape = shape;
    }

    @Override
    public Node learningRate() {
      return rate;
    }

    @Override
    public Node scalar(String name, StepFunction function) {
      String input = "scalar/" + name;
      if (scalars.putIfAbsent(input, function) == null) {
        return graph.input(input, Shape.SCALAR);
      }
      return Objects.requireNonNull(graph.inputs().get(input));
    }

    @Override
    public Node slot(String name, double initial) {
      String path = "slot/" + parameter + "/" + name;
      start.put(path, Tensor.filled(shape, (float) initial));
      return graph.variable(path, shape);
    }

    @Override
    public void setSlot(Node slot, Node value) {
      graph.update(slot, value);
    }
  }
}
