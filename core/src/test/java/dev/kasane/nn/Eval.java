package dev.kasane.nn;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Executable;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A graph whose inputs have values: computes nodes and their derivatives in {@code double} on the reference backend.
 */
public final class Eval {

  private final Graph graph = new Graph();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private int outputs;

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /** An input with its values. */
  public Node input(Shape shape, double... numbers) {
    String name = "x" + values.size();
    values.put(name, numbers);
    return graph.batchInput(name, shape);
  }

  /** The value of a node. */
  public double[] value(Node node) {
    String name = "y" + outputs++;
    graph.output(name, node);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(graph, backend.newVariables());
      values.forEach(executable::writeDouble);
      executable.run(0);
      return executable.readDouble(name);
    }
  }

  /** The value of a node as the CPU backend computes it, in {@code float}. */
  public double[] cpuValue(Node node) {
    String name = "y" + outputs++;
    graph.output(name, node);
    try (CpuBackend backend = new CpuBackend(1)) {
      Executable executable = backend.prepare(graph, backend.newVariables());
      values.forEach((input, numbers) -> executable.write(input, floats(numbers), 0));
      executable.run(0);
      float[] numbers = new float[node.shape().size()];
      executable.read(name, numbers, 0);
      return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }
  }

  private static float[] floats(double[] numbers) {
    float[] result = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      result[i] = (float) numbers[i];
    }
    return result;
  }

  /** The node of the derivative of the sum of a node's values by an input. */
  public static Node derivative(Node node, Node by) {
    return Gradients.of(Ops.sum(node), List.of(by)).getFirst();
  }

  /** The derivative of the sum of a node's values by an input. */
  public double[] gradient(Node node, Node by) {
    return value(derivative(node, by));
  }
}
