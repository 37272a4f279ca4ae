package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.Losses;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.losses.Loss;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and losses, values and derivatives, against what TensorFlow.js computed for the same points. */
@Tag("widths")
class GoldenFunctionTest {

  /**
   * Relative to the peer's value, or absolute where that is below 1. Each side rounds to float a few times (6e−8 each);
   * the largest term is the peer's erf, an approximation right to 1.5e−7, times the x of gelu.
   */
  private static final double TOLERANCE = 1e-6;

  private static final List<String> BACKENDS = List.of("reference", "cpu");

  /** An activation by its name in the golden file. */
  private record ActivationCase(String name, UnaryOperator<Node> function) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<ActivationCase> ACTIVATIONS =
      List.of(
          new ActivationCase("sigmoid", ActivationFunction.SIGMOID::apply),
          new ActivationCase("tanh", ActivationFunction.TANH::apply),
          new ActivationCase("relu", ActivationFunction.RELU::apply),
          new ActivationCase("leakyRelu_0_3", x -> Ops.leakyRelu(x, 0.3)),
          new ActivationCase("leakyRelu_0_2", ActivationFunction.LEAKY_RELU::apply),
          new ActivationCase("elu", ActivationFunction.ELU::apply),
          new ActivationCase("gelu", ActivationFunction.GELU::apply),
          new ActivationCase("swish", ActivationFunction.SWISH::apply),
          new ActivationCase("softplus", ActivationFunction.SOFTPLUS::apply),
          new ActivationCase("softmax", ActivationFunction.SOFTMAX::apply));

  /**
   * A loss as the peer computed it.
   *
   * @param name in the golden file
   * @param loss Kasane's
   * @param from the tensor the gradient is by
   * @param toOutput from that tensor to what the loss judges
   * @param targets the tensor of targets; {@code classes} is made from {@code oneHot}
   */
  private record LossCase(String name, Loss loss, String from, UnaryOperator<Node> toOutput, String targets) {
    @Override
    public String toString() {
      return loss + " from " + from;
    }
  }

  private static final List<LossCase> LOSSES =
      List.of(
          new LossCase("categoricalCrossentropy", Losses.categoricalCrossentropy(), "logits", Ops::softmax, "oneHot"),
          new LossCase("categoricalCrossentropy", Losses.categoricalCrossentropy(true, 0), "logits", x -> x, "oneHot"),
          new LossCase(
              "categoricalCrossentropy", Losses.sparseCategoricalCrossentropy(), "logits", Ops::softmax, "classes"),
          new LossCase(
              "categoricalCrossentropy", Losses.sparseCategoricalCrossentropy(true), "logits", x -> x, "classes"),
          new LossCase("binaryCrossentropy", Losses.binaryCrossentropy(), "probabilities", x -> x, "bits"),
          new LossCase("binaryCrossentropyLogits", Losses.binaryCrossentropy(), "logits", Ops::sigmoid, "bits"),
          new LossCase("binaryCrossentropyLogits", Losses.binaryCrossentropy(true), "logits", x -> x, "bits"),
          new LossCase("meanSquaredError", Losses.meanSquaredError(), "logits", x -> x, "values"),
          new LossCase("meanAbsoluteError", Losses.meanAbsoluteError(), "logits", x -> x, "values"),
          new LossCase("multiClassHinge", Losses.hinge(), "logits", x -> x, "classes"));

  static Stream<Arguments> activations() {
    return onBackends(ACTIVATIONS);
  }

  static Stream<Arguments> losses() {
    return onBackends(LOSSES);
  }

  private static Stream<Arguments> onBackends(List<?> cases) {
    return BACKENDS.stream().flatMap(backend -> cases.stream().map(each -> Arguments.of(each, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("activations")
  void activationAgrees(ActivationCase activation, String backend) throws IOException {
    GoldenFile golden = GoldenFile.load("functions");
    Tensor x = golden.tensor("activation/x");
    Tensor dy = golden.tensor("activation/dy");
    Graph graph = new Graph();
    Node input = graph.batchInput("x", x.shape());
    Node y = activation.function().apply(input);
    graph.output("y", y);
    Node weighted = Ops.sum(Ops.mul(y, graph.batchInput("dy", dy.shape())));
    graph.output("dx", Gradients.of(weighted, List.of(input)).getFirst());

    Map<String, float[]> actual = run(backend, graph, Map.of("x", x, "dy", dy));

    assertClose("y", actual, golden.tensor("activation/" + activation.name() + "/y"));
    assertClose("dx", actual, golden.tensor("activation/" + activation.name() + "/dx"));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("losses")
  void lossAgrees(LossCase loss, String backend) throws IOException {
    GoldenFile golden = GoldenFile.load("functions");
    Tensor x = golden.tensor("loss/" + loss.from());
    Tensor targets =
        loss.targets().equals("classes")
            ? classes(golden.tensor("loss/oneHot"))
            : golden.tensor("loss/" + loss.targets());
    Graph graph = new Graph();
    Node input = graph.batchInput("x", x.shape());
    Node output = loss.toOutput().apply(input);
    Node perSample = loss.loss().apply(graph.batchInput("targets", targets.shape()), output);
    Node mean = Ops.reshape(Ops.mean(perSample), Shape.SCALAR);
    graph.output("value", mean);
    graph.output("gradient", Gradients.of(mean, List.of(input)).getFirst());

    Map<String, float[]> actual = run(backend, graph, Map.of("x", x, "targets", targets));

    assertClose("value", actual, golden.tensor("loss/" + loss.name() + "/value"));
    assertClose("gradient", actual, golden.tensor("loss/" + loss.name() + "/gradient"));
  }

  /** Where the ones are: {@code (n, classes)} becomes {@code (n)}. */
  private static Tensor classes(Tensor oneHot) {
    Tensor classes = Tensor.zeros(oneHot.shape().dim(0));
    for (int sample = 0; sample < classes.size(); sample++) {
      int one = 0;
      while (oneHot.get(sample, one) != 1) {
        one++;
      }
      classes.set(one, sample);
    }
    return classes;
  }

  /** The outputs of a graph by name. */
  private static Map<String, float[]> run(String backendName, Graph graph, Map<String, Tensor> inputs) {
    try (Backend backend = backendName.equals("cpu") ? new CpuBackend(1) : new ReferenceBackend()) {
      Executable executable = backend.prepare(graph, backend.newVariables());
      inputs.forEach((name, value) -> executable.write(name, value.data(), 0));
      executable.run(0);
      Map<String, float[]> outputs = new LinkedHashMap<>();
      graph
          .outputs()
          .forEach(
              (name, node) -> {
                float[] values = new float[node.shape().size()];
                executable.read(name, values, 0);
                outputs.put(name, values);
              });
      return outputs;
    }
  }

  private static void assertClose(String output, Map<String, float[]> outputs, Tensor expected) {
    float[] actual = outputs.get(output);
    assertThat(actual).as(output).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.max(1, Math.abs(expected.data()[i]));
      assertThat((actual[i] - expected.data()[i]) / scale).as("%s[%d]", output, i).isBetween(-TOLERANCE, TOLERANCE);
    }
  }
}
