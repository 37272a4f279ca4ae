package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A product of the whole batch and the update that reads it are one step, where nothing is read too late by that. */
@Tag("widths")
class JoinProductsTest {

  private final Graph graph = new Graph();

  private Node variable(String path, int... dims) {
    return graph.variable(path, Shape.of(dims));
  }

  /** xᵀ · dy, a gradient; x has {@code samples} rows. */
  private Node gradient(int samples, int m, int n) {
    return Ops.matMul(variable("x", samples, m), variable("dy", samples, n), true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1", "5, 3, 7", "20, 49, 10", "100, 200, 50", "33, 97, 64", "600, 100, 16", "700, 50, 33", "9, 130, 300"
  })
  void momentum(int samples, int m, int n) {
    Node w = variable("w", m, n);
    Node velocity = variable("velocity", m, n);
    Node next = Ops.sub(Ops.mul(velocity, 0.9), Ops.mul(gradient(samples, m, n), graph.input("rate", Shape.SCALAR)));
    graph.update(velocity, next);
    graph.update(w, Ops.add(w, next));
    compare(1);
  }

  @ParameterizedTest
  @CsvSource({"20, 49, 10", "64, 300, 48"})
  void manyOperands(int samples, int m, int n) {
    Node w = variable("w", m, n);
    Node first = variable("first", m, n);
    Node second = variable("second", m, n);
    Node g = Ops.add(gradient(samples, m, n), variable("decay", n));
    Node a = Ops.add(Ops.mul(first, 0.9), Ops.mul(g, 0.1));
    Node b = Ops.add(Ops.mul(second, 0.99), Ops.mul(Ops.square(g), 0.01));
    graph.update(first, a);
    graph.update(second, b);
    Node rate = graph.input("rate", Shape.SCALAR);
    graph.update(w, Ops.sub(w, Ops.div(Ops.mul(a, rate), Ops.add(Ops.sqrt(Ops.abs(b)), 0.1))));
    compare(1);
  }

  @Test
  void tilesAreFinishedBeforeTheyAreStored() {
    assumeThat(KernelProvider.generates()).isTrue();
    Node w = variable("w", 100, 64);
    graph.update(w, Ops.sub(w, Ops.mul(gradient(30, 100, 64), graph.input("rate", Shape.SCALAR))));
    assertThat(compare(1).plan().toString()).contains("2 operations before they are stored");
  }

  @Test
  void aProductThatIsAlsoReadElsewhereIsAStepOfItsOwn() {
    Node w = variable("w", 40, 20);
    Node gradient = gradient(10, 40, 20);
    graph.update(w, Ops.sub(w, gradient));
    graph.output("norm", Ops.sum(Ops.square(Ops.transpose(gradient, 1, 0))));
    compare(0);
  }

  @Test
  void aProductThatIsAResultIsAStepOfItsOwn() {
    Node w = variable("w", 40, 20);
    Node gradient = gradient(10, 40, 20);
    graph.update(w, Ops.sub(w, gradient));
    graph.output("gradient", gradient);
    compare(0);
  }

  @Test
  void aFactorIsNotOverwrittenWhileOthersReadIt() {
    Node w = variable("w", 64, 64);
    graph.update(w, Ops.sub(w, Ops.matMul(variable("x", 64, 64), w)));
    compare(0);
  }

  @Test
  void whoReadsTheOldWeightsComesFirst() {
    Node w = variable("w", 40, 20);
    graph.output("y", Ops.matMul(variable("z", 30, 40), w));
    graph.update(w, Ops.sub(w, gradient(10, 40, 20)));
    compare(1);
  }

  private Executable compare(int joined) {
    try (Backend cpu = new CpuBackend(2);
        Backend reference = new ReferenceBackend()) {
      Variables mine = cpu.newVariables();
      Variables right = reference.newVariables();
      Executable tested = run(cpu, mine);
      Executable expected = run(reference, right);
      assertThat(tested.plan().stages().stream().flatMap(stage -> stage.steps().stream()))
          .as("%s", tested.plan())
          .filteredOn(step -> step instanceof Step.ProductThen)
          .hasSize(joined);
      for (String path : right.paths()) {
        compare(path, mine.get(path).data(), right.get(path).data());
      }
      for (String output : graph.outputs().keySet()) {
        float[] a = new float[expected.shape(output).size()];
        float[] b = new float[a.length];
        tested.read(output, a, 0);
        expected.read(output, b, 0);
        compare(output, a, b);
      }
      return tested;
    }
  }

  private static void compare(String name, float[] mine, float[] right) {
    for (int i = 0; i < mine.length; i++) {
      double allowed = 2e-5 * Math.max(1, Math.abs(right[i]));
      assertThat((double) mine[i]).as("%s[%d]", name, i).isCloseTo(right[i], offset(allowed));
    }
  }

  /** Two runs, so that what is read too late is seen. */
  private Executable run(Backend backend, Variables variables) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Variable(String path, Shape shape)) {
        Tensor tensor = Tensor.zeros(shape);
        long key = CounterRandom.at(CounterRandom.stream(11, path), 0);
        for (int i = 0; i < tensor.size(); i++) {
          tensor.data()[i] = CounterRandom.uniform(key, i) - 0.5f;
        }
        variables.set(path, tensor);
      }
    }
    Executable executable = backend.prepare(graph, variables);
    for (int step = 0; step < 2; step++) {
      if (graph.nodes().stream().anyMatch(node -> node.op() instanceof Op.Input)) {
        executable.write("rate", 0.1f);
      }
      executable.run(step);
    }
    return executable;
  }
}
