package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/** Runs a graph with the CPU backend and with the reference, on the same random inputs and variables. */
final class AgainstReference {

  /** Sums of some hundred products, relative to the largest value. */
  private static final double TOLERANCE = 2e-5;

  private static final double SMALLEST_SCALE = 1e-3;

  private AgainstReference() {}

  /** Compares all outputs of a graph. */
  static void compare(Graph graph) {
    try (Backend cpu = new CpuBackend(2);
        Backend reference = new ReferenceBackend()) {
      Executable tested = run(graph, cpu);
      Executable expected = run(graph, reference);
      for (String output : graph.outputs().keySet()) {
        float[] right = new float[expected.shape(output).size()];
        float[] mine = new float[right.length];
        expected.read(output, right, 0);
        tested.read(output, mine, 0);
        double scale = SMALLEST_SCALE;
        for (float value : right) {
          scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < right.length; i++) {
          assertThat((double) mine[i]).as("%s[%d]", output, i).isCloseTo(right[i], offset(TOLERANCE * scale));
        }
      }
    }
  }

  private static Executable run(Graph graph, Backend backend) {
    Variables variables = backend.newVariables();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Variable(String path, Shape shape)) {
        variables.set(path, random(shape, path));
      }
    }
    Executable executable = backend.prepare(graph, variables);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Input input) {
        executable.write(input.name(), random(input.shape(), input.name()).data(), 0);
      }
    }
    executable.run(0);
    return executable;
  }

  /** Numbers from −½ to ½. */
  private static Tensor random(Shape shape, String name) {
    Tensor tensor = Tensor.zeros(shape);
    long key = CounterRandom.at(CounterRandom.stream(7, name), 0);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = CounterRandom.uniform(key, i) - 0.5f;
    }
    return tensor;
  }
}
