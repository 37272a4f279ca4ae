package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations and their derivatives against what TensorFlow.js computed for the same points. */
class GoldenActivationTest {

  /**
   * Relative to the peer's value, or absolute where that is below 1. Each side rounds to float a few times (6e−8 each);
   * the largest term is the peer's erf, an approximation right to 1.5e−7, times the x of gelu.
   */
  private static final double TOLERANCE = 1e-6;

  private static final Map<String, UnaryOperator<Node>> ACTIVATIONS =
      Map.of(
          "sigmoid", Ops::sigmoid,
          "tanh", Ops::tanh,
          "relu", Ops::relu,
          "leakyRelu_0_3", x -> Ops.leakyRelu(x, 0.3),
          "leakyRelu_0_2", x -> Ops.leakyRelu(x, 0.2),
          "elu", x -> Ops.elu(x, 1),
          "gelu", Ops::gelu,
          "swish", Ops::swish,
          "softplus", Ops::softplus,
          "softmax", Ops::softmax);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sigmoid",
        "tanh",
        "relu",
        "leakyRelu_0_3",
        "leakyRelu_0_2",
        "elu",
        "gelu",
        "swish",
        "softplus",
        "softmax"
      })
  void valueAndDerivativeAgree(String name) throws IOException {
    GoldenFile golden = GoldenFile.load("functions");
    Tensor x = golden.tensor("activation/x");
    Tensor dy = golden.tensor("activation/dy");
    Graph graph = new Graph();
    Node input = graph.batchInput("x", x.shape());
    Node y = ACTIVATIONS.get(name).apply(input);
    graph.output("y", y);
    Node weighted = Ops.sum(Ops.mul(y, graph.batchInput("dy", dy.shape())));
    graph.output("dx", Gradients.of(weighted, List.of(input)).getFirst());

    try (Backend backend = new ReferenceBackend()) {
      Executable executable = backend.prepare(graph, backend.newVariables());
      executable.write("x", x.data(), 0);
      executable.write("dy", dy.data(), 0);
      executable.run(1);
      assertClose(executable, "y", golden.tensor("activation/" + name + "/y"));
      assertClose(executable, "dx", golden.tensor("activation/" + name + "/dx"));
    }
  }

  private static void assertClose(Executable executable, String output, Tensor expected) {
    float[] actual = new float[expected.size()];
    executable.read(output, actual, 0);
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.max(1, Math.abs(expected.data()[i]));
      assertThat((actual[i] - expected.data()[i]) / scale).as("%s[%d]", output, i).isBetween(-TOLERANCE, TOLERANCE);
    }
  }
}
