package dev.kasane.nn;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The derivative of the sum of a node's values by an input. */
  public double[] gradient(Node node, Node by) {
    return value(Gradients.of(Ops.sum(node), List.of(by)).getFirst());
  }
}
