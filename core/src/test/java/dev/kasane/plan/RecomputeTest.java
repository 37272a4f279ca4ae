package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the reverse part computes again instead of keeping it. */
class RecomputeTest {

  private static final int SAMPLES = 5;
  private static final int FEATURES = 19;

  /** Two products with a function between them, and the gradients of the kernels. */
  private static Graph network(UnaryOperator<Node> function, boolean showMiddle) {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(SAMPLES, FEATURES));
    Node first = graph.variable("first", Shape.of(FEATURES, FEATURES));
    Node second = graph.variable("second", Shape.of(FEATURES, FEATURES));
    Node product = Ops.matMul(x, first);
    Node y = Ops.matMul(function.apply(product), second);
    Node loss = Ops.mean(Ops.square(y));
    List<Node> gradients = Gradients.of(loss, List.of(first, second));
    graph.output("first", gradients.get(0));
    graph.output("second", gradients.get(1));
    if (showMiddle) {
      graph.nodes().stream()
          .filter(node -> node.op().label().equals("erf"))
          .findFirst()
          .ifPresent(node -> graph.output("middle", node));
    }
    return graph;
  }

  @Test
  void whatAGeluPassesOnItsWayIsNotKept() {
    List<Step> steps = elementwise(network(Ops::gelu, false));
    assertThat(steps).as("gelu, and its derivative").anySatisfy(step -> {
      assertThat(step.label()).startsWith("elementwise");
      assertThat(step.outputs()).hasSize(1);
    });
    assertThat(steps).allSatisfy(step -> assertThat(step.outputs()).hasSize(1));
    assertThat(steps).filteredOn(step -> step.scope().endsWith("grad")).allSatisfy(
        step -> assertThat(step.inputs().stream().filter(in -> in.batch() && in.shape().size() > 1)).hasSizeLessThan(3));
  }

  @Test
  void whatIsKeptAnywayIsRead() {
    Graph graph = network(Ops::gelu, true);
    assertThat(elementwise(graph)).anySatisfy(step -> assertThat(step.outputs()).hasSizeGreaterThan(1));
    compare(graph, "middle", Shape.of(SAMPLES, FEATURES));
  }

  @Test
  void severalSlowFunctionsAreNotComputedTwice() {
    // softplus and tanh would be spared one value
    List<Step> steps = elementwise(network(x -> Ops.mul(x, Ops.tanh(Ops.softplus(x))), false));
    assertThat(steps.stream().filter(step -> program(step).contains("softplus"))).hasSize(1);
  }

  @Test
  @Tag("widths")
  void gradientsAreThoseOfTheReference() {
    for (UnaryOperator<Node> function : List.<UnaryOperator<Node>>of(Ops::gelu, Ops::swish, Ops::softplus, Ops::tanh)) {
      for (String name : List.of("first", "second")) {
        compare(network(function, false), name, Shape.of(FEATURES, FEATURES));
      }
    }
  }

  private static void compare(Graph graph, String output, Shape shape) {
    float[] expected = run(new ReferenceBackend(), graph, output, shape);
    try (CpuBackend backend = new CpuBackend(2)) {
      assertThat(run(backend, graph, output, shape)).usingComparatorWithPrecision(2e-5f).containsExactly(expected);
    }
    assertThat(expected[0]).isNotCloseTo(0, Offset.offset(1e-9f));
  }

  private static float[] run(Backend backend, Graph graph, String output, Shape shape) {
    Variables variables = backend.newVariables();
    variables.set("first", numbers(Shape.of(FEATURES, FEATURES), "first"));
    variables.set("second", numbers(Shape.of(FEATURES, FEATURES), "second"));
    Executable executable = backend.prepare(graph, variables);
    executable.write("x", numbers(Shape.of(SAMPLES, FEATURES), "x").data(), 0);
    executable.run(0);
    float[] values = new float[shape.size()];
    executable.read(output, values, 0);
    return values;
  }

  private static Tensor numbers(Shape shape, String name) {
    Tensor tensor = Tensor.zeros(shape);
    long key = CounterRandom.at(CounterRandom.stream(7, name), 0);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = 2 * CounterRandom.uniform(key, i) - 1;
    }
    return tensor;
  }

  private static List<Step> elementwise(Graph graph) {
    return Compiler.compile(graph, new Target(16, 8, 10_000, 64 * 1024)).stages().stream()
        .flatMap(stage -> stage.steps().stream())
        .filter(step -> step instanceof Step.Elementwise)
        .toList();
  }

  private static String program(Step step) {
    return ((Step.Elementwise) step).program().toString();
  }
}
