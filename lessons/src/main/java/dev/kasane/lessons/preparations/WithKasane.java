package dev.kasane.lessons.preparations;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The preparations with Kasane's graphs: say what shall be computed, then run it. */
public final class WithKasane {

  private WithKasane() {}

  /** The product of two matrices. */
  public static Tensor product(Tensor a, Tensor b) {
    Graph graph = new Graph();
    Node product = Ops.matMul(graph.constant(a), graph.constant(b));
    graph.output("product", product);
    try (CpuBackend backend = new CpuBackend(1)) {
      Executable program = backend.prepare(graph, backend.newVariables());
      Tensor result = Tensor.zeros(product.shape());
      program.run(0);
      program.read("product", result.data(), 0);
      return result;
    }
  }

  /** The exact slope of a function at x: the graph of f is turned into the graph of its derivative. */
  public static double slope(UnaryOperator<Node> f, double x) {
    Graph graph = new Graph();
    Node input = graph.input("x", Shape.SCALAR);
    graph.output("slope", Gradients.of(f.apply(input), List.of(input)).getFirst());
    try (CpuBackend backend = new CpuBackend(1)) {
      Executable program = backend.prepare(graph, backend.newVariables());
      program.write("x", (float) x);
      program.run(0);
      return program.read("slope");
    }
  }

  /** Gradient descent: {@code path[step][variable]}, the start first. */
  public static double[][] descent(UnaryOperator<Node> f, double[] start, double rate, int steps) {
    Graph graph = new Graph();
    Node x = graph.variable("x", Shape.of(start.length));
    graph.update(x, Ops.sub(x, Ops.mul(Gradients.of(f.apply(x), List.of(x)).getFirst(), rate)));
    double[][] path = new double[steps + 1][];
    try (CpuBackend backend = new CpuBackend(1)) {
      Variables variables = backend.newVariables();
      variables.set("x", vector(start));
      Executable program = backend.prepare(graph, variables);
      path[0] = start.clone();
      for (int step = 1; step <= steps; step++) {
        program.run(step);
        path[step] = doubles(variables.get("x"));
      }
    }
    return path;
  }

  private static Tensor vector(double[] values) {
    Tensor tensor = Tensor.zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.data()[i] = (float) values[i];
    }
    return tensor;
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.data()[i];
    }
    return values;
  }
}
