package dev.kasane.backend.reference;

import dev.kasane.backend.BatchReader;
import dev.kasane.backend.Executable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.plan.Plan;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Walks through a graph's nodes in order and keeps the value of each. Only what outputs and updates need is computed.
 * Unlike what fast backends promise, a run allocates memory. An input that was never written is zeros.
 */
public final class ReferenceExecutable implements Executable {

  private final Graph graph;
  private final ReferenceVariables variables;
  private final boolean[] needed;

  /** The value of each node after a run, by id; arrays are replaced, never written into. */
  private final double[][] values;

  private final Map<String, double[]> inputs = new HashMap<>();
  private boolean hasRun;

  ReferenceExecutable(Graph graph, ReferenceVariables variables) {
    this.graph = graph;
    this.variables = variables;
    this.needed = reachable(graph);
    this.values = new double[graph.nodes().size()][];
    graph.inputs().forEach((name, node) -> inputs.put(name, new double[node.shape().size()]));
    graph.variables().forEach((path, node) -> variables.declare(path, node.shape()));
  }

  private static boolean[] reachable(Graph graph) {
    boolean[] reached = new boolean[graph.nodes().size()];
    graph.outputs().values().forEach(node -> reached[node.id()] = true);
    graph.updates().values().forEach(node -> reached[node.id()] = true);
    for (int id = reached.length - 1; id >= 0; id--) {
      if (reached[id]) {
        graph.nodes().get(id).inputs().forEach(node -> reached[node.id()] = true);
      }
    }
    return reached;
  }

  @Override
  public void write(String input, float[] numbers, int offset) {
    int size = find(graph.inputs(), "input", input).shape().size();
    checkRange("input", input, size, numbers.length, offset);
    double[] value = new double[size];
    for (int i = 0; i < size; i++) {
      value[i] = numbers[offset + i];
    }
    inputs.put(input, value);
  }

  @Override
  public void write(String input, float number) {
    writeDouble(input, number);
  }

  /**
   * Sets an input in full precision from exactly as many numbers as it has elements, row-major.
   *
   * @throws IllegalArgumentException if there is no such input or the count differs
   */
  public void writeDouble(String input, double... numbers) {
    Shape shape = find(graph.inputs(), "input", input).shape();
    if (numbers.length != shape.size()) {
      throw new IllegalArgumentException(
          "Input '" + input + "' of shape " + shape + " expects " + shape.size() + " values, received "
              + numbers.length);
    }
    inputs.put(input, numbers.clone());
  }

  @Override
  public void run(long step, BatchReader batch) {
    List<String> names = graph.batchInputs();
    float[][] fields = new float[names.size()][];
    Arrays.setAll(fields, i -> new float[shape(names.get(i)).size()]);
    if (fields.length > 0) {
      batch.read(0, shape(names.getFirst()).dim(0), fields);
    }
    for (int i = 0; i < fields.length; i++) {
      write(names.get(i), fields[i], 0);
    }
    run(step);
  }

  @Override
  public void run(long step) {
    for (Node node : graph.nodes()) {
      if (needed[node.id()]) {
        values[node.id()] = value(node, step);
      }
    }
    graph.updates().forEach((variable, node) -> variables.replace(path(variable), values[node.id()]));
    hasRun = true;
  }

  private double[] value(Node node, long step) {
    return switch (node.op()) {
      case Op.Input input -> Objects.requireNonNull(inputs.get(input.name()));
      case Op.Variable variable -> variables.current(variable.path());
      case Op.Constant constant -> Doubles.of(constant.value().data());
      case Op.RandomUniform random -> uniform(random, step);
      default -> {
        double[][] in = node.inputs().stream().map(each -> values[each.id()]).toArray(double[][]::new);
        yield ReferenceOps.evaluate(node, in);
      }
    };
  }

  private static double[] uniform(Op.RandomUniform random, long step) {
    long key = CounterRandom.at(random.seed(), step);
    double[] y = new double[random.shape().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = CounterRandom.uniform(key, i);
    }
    return y;
  }

  @Override
  public void read(String output, float[] into, int offset) {
    double[] value = result(output);
    checkRange("output", output, value.length, into.length, offset);
    for (int i = 0; i < value.length; i++) {
      into[offset + i] = (float) value[i];
    }
  }

  @Override
  public float read(String output) {
    double[] value = result(output);
    if (value.length != 1) {
      throw new IllegalArgumentException(
          "Output '" + output + "' has shape " + shape(output) + ", not a single number; read it into an array");
    }
    return (float) value[0];
  }

  /** A copy of an output of the last run in full precision, row-major. */
  public double[] readDouble(String output) {
    return result(output).clone();
  }

  private double[] result(String output) {
    Node node = find(graph.outputs(), "output", output);
    if (!hasRun) {
      throw new IllegalStateException("Output '" + output + "' was asked for before the first run");
    }
    return values[node.id()];
  }

  @Override
  public Shape shape(String name) {
    Node input = graph.inputs().get(name);
    return input != null ? input.shape() : find(graph.outputs(), "input or output", name).shape();
  }

  @Override
  public Plan plan() {
    return Plan.interpreted(graph);
  }

  private static String path(Node variable) {
    return ((Op.Variable) variable.op()).path();
  }

  private static Node find(Map<String, Node> nodes, String kind, String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("There is no " + kind + " '" + name + "'; known: " + nodes.keySet());
    }
    return node;
  }

  private static void checkRange(String kind, String name, int size, int length, int offset) {
    if (offset < 0 || offset > length - size) {
      throw new IllegalArgumentException(
          "The " + kind + " '" + name + "' has " + size + " elements; an array of " + length
              + " has no room for them at " + offset);
    }
  }
}
