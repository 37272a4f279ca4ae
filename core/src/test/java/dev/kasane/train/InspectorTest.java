package dev.kasane.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.explain.Cell;
import dev.kasane.explain.Explainer;
import dev.kasane.explain.Explanation;
import dev.kasane.graph.Node;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is seen inside a model, compared with the reference backend, and how each number is explained. */
class InspectorTest {

  private static final long SEED = 20_261_121;

  /** Cells looked at in each value. */
  private static final int CELLS = 12;

  private static Inspector inspector(InsideNets net, int batch, boolean training, boolean reference) {
    try (Model model = net.model(new CpuBackend(1), SEED)) {
      Inspector inspector = Inspector.of(
          model, batch, training, reference ? new ReferenceBackend() : new CpuBackend(1));
      inspector.run(
          List.of(net.inputs(batch, SEED)), List.of(net.targets(inspector, batch, SEED)), 3);
      return inspector;
    }
  }

  /** All nodes that can be looked at: values, their gradients, the weights' gradients. */
  private static List<Node> shown(Inspector inspector) {
    List<Node> nodes = new ArrayList<>();
    inspector.points().forEach(point -> {
      nodes.add(point.node());
      if (point.gradient() != null) {
        nodes.add(point.gradient());
      }
    });
    inspector.weights().forEach(weight -> {
      if (weight.gradient() != null) {
        nodes.add(weight.gradient());
      }
    });
    return nodes;
  }

  @ParameterizedTest
  @EnumSource(InsideNets.class)
  void showsWhatTheReferenceComputes(InsideNets net) {
    for (boolean training : new boolean[] {false, true}) {
      for (int batch : new int[] {1, 3}) {
        try (Inspector fast = inspector(net, batch, training, false);
            Inspector slow = inspector(net, batch, training, true)) {
          assertThat(fast.loss()).isCloseTo(slow.loss(), within(1e-4 * Math.max(1, Math.abs(slow.loss()))));
          List<Node> expected = shown(slow);
          List<Node> nodes = shown(fast);
          for (int i = 0; i < nodes.size(); i++) {
            float[] right = slow.value(expected.get(i));
            double size = IntStream.range(0, right.length).mapToDouble(k -> Math.abs(right[k])).max().orElse(0);
            assertThat(fast.value(nodes.get(i)))
                .as("%s, batch %d, training %s, %s", net, batch, training, nodes.get(i))
                .containsExactly(right, within((float) (2e-4 * size + 1e-6)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(InsideNets.class)
  void termsAddUpToTheValue(InsideNets net) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (boolean training : new boolean[] {false, true}) {
      try (Inspector inspector = inspector(net, 2, training, false)) {
        Explainer explainer = inspector.explainer();
        for (Node node : shown(inspector)) {
          for (int i = 0; i < CELLS; i++) {
            explainer.steps(node, random.nextInt(node.shape().size()), 12).forEach(InspectorTest::assertAddsUp);
          }
        }
      }
    }
  }

  private static void assertAddsUp(Explanation explanation) {
    Cell cell = explanation.cell();
    double size = switch (explanation) {
      case Explanation.Sum sum -> sum.size();
      case Explanation.Largest _, Explanation.Given _ -> 0;
      case Explanation.Function _, Explanation.Softmax _ -> Math.abs(explanation.exact()) + 0.05;
    };
    assertThat((double) cell.value())
        .as("%s at %s: %s", cell.node(), Arrays.toString(cell.coordinates()), explanation)
        .isCloseTo(explanation.exact(), within(1e-5 * size + 1e-12));
  }

  /** A weight's gradient against the change of the loss. */
  @Test
  void gradientsAreThoseOfTheLoss() {
    InsideNets net = InsideNets.SMOOTH;
    try (Model model = net.model(new CpuBackend(1), SEED);
        Inspector inspector = Inspector.of(model, 2, false, new ReferenceBackend())) {
      List<float[]> inputs = List.of(net.inputs(2, SEED));
      List<float[]> targets = List.of(net.targets(inspector, 2, SEED));
      inspector.run(inputs, targets, 0);
      Inspector.Weight weight = inspector.weights().getFirst();
      Node gradient = weight.gradient();
      assertThat(gradient).isNotNull();
      float[] right = inspector.value(gradient).clone();
      double step = 1.0 / 512;
      for (int i = 0; i < right.length; i += 4) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
          Tensor moved = model.getWeight(weight.path());
          moved.data()[i] += (float) (side == 0 ? -step : step);
          var weights = model.getWeights();
          weights.put(weight.path(), moved);
          inspector.load(weights);
          inspector.run(inputs, null, 0);
          losses[side] = inspector.loss();
        }
        assertThat((losses[1] - losses[0]) / (2 * step)).isCloseTo(right[i], within(1e-3));
      }
    }
  }

  /** 2 · 3 + 4 · 5 + 1 = 27, worked out by hand: both factors of each product, the bias, and then max(0, 27). */
  @Test
  void showsProductsAndBiasOfADenseLayer() {
    try (Model model = Sequential.of(Layers.input(2), Layers.dense(1).activation(ActivationFunction.RELU))
        .backend(new CpuBackend(1)).compile(Optimizers.sgd(0.1), Losses.meanSquaredError())) {
      model.setWeight("dense_1/kernel", Tensor.of(Shape.of(2, 1), 3, 5));
      model.setWeight("dense_1/bias", Tensor.of(Shape.of(1), 1));
      try (Inspector inspector = Inspector.of(model)) {
        inspector.run(List.of(new float[] {2, 4}), List.of(new float[] {25}), 0);
        assertThat(inspector.points()).extracting(Inspector.Point::name)
            .containsExactly("input_1", "dense_1", "dense_1_relu");
        Explainer explainer = inspector.explainer();
        Explanation relu = explainer.explain(inspector.points().get(2).node(), 0);
        assertThat(relu).isInstanceOf(Explanation.Function.class);
        assertThat(relu.arguments().getFirst().node()).isSameAs(inspector.points().get(1).node());
        Explanation.Sum sum = (Explanation.Sum) explainer.explain(inspector.points().get(1).node(), 0);
        assertThat(sum.exact()).isEqualTo(27);
        assertThat(sum.terms()).extracting(term -> term.factors().stream().map(Cell::value).toList())
            .containsExactly(List.of(2f, 3f), List.of(4f, 5f), List.of(1f));
        assertThat(inspector.loss()).isEqualTo(4);
        // d(27 − 25)²/dy = 4; times the inputs for the kernel.
        Inspector.Weight kernel = inspector.weights().getFirst();
        assertThat(kernel.gradient()).isNotNull();
        assertThat(inspector.value(kernel.gradient())).containsExactly(8, 16);
      }
    }
  }

  @Test
  void seesNewWeightsAfterLoad() {
    try (Model model = InsideNets.SMOOTH.model(new CpuBackend(1), SEED);
        Inspector inspector = Inspector.of(model)) {
      List<float[]> input = List.of(InsideNets.SMOOTH.inputs(1, SEED));
      Node output = inspector.points().getLast().node();
      inspector.run(input, null, 0);
      float before = inspector.value(output)[0];
      Tensor bias = model.getWeight("dense_6/bias");
      bias.data()[0] += 1;
      model.setWeight("dense_6/bias", bias);
      inspector.run(input, null, 0);
      assertThat(inspector.value(output)[0]).isEqualTo(before);
      inspector.load(model);
      inspector.run(input, null, 0);
      assertThat(inspector.value(output)[0]).isCloseTo(before + 1, within(1e-5f));
      assertThat(inspector.value(output)).isEqualTo(
          model.predict(Tensor.of(Shape.of(1, 5), input.getFirst())).data());
    }
  }

  @Test
  void modelsWithoutLossHaveNoGradients() {
    try (Model model = Sequential.of(Layers.input(3), Layers.dense(2)).backend(new CpuBackend(1));
        Inspector inspector = Inspector.of(model)) {
      assertThat(inspector.hasGradients()).isFalse();
      inspector.run(List.of(new float[3]), null, 0);
      assertThat(inspector.points()).allSatisfy(point -> assertThat(point.gradient()).isNull());
      assertThat(inspector.loss()).isNaN();
      assertThatThrownBy(() -> inspector.run(List.of(), null, 0)).hasMessageContaining("input/input_1");
      assertThatThrownBy(() -> inspector.explainer().explain(inspector.points().getLast().node(), 2))
          .hasMessageContaining("positions 0 to 1");
    }
  }

  /** Prints how long one image takes; what a machine needs is no test. */
  @Test
  void measuresOneImage() {
    InsideNets net = InsideNets.MNIST_CNN;
    long begin = System.nanoTime();
    try (Model model = net.model(new CpuBackend(1), SEED);
        Inspector inspector = Inspector.of(model)) {
      System.out.printf("Inspector of mnist-cnn: made in %.0f ms%n", (System.nanoTime() - begin) * 1e-6);
      List<float[]> input = List.of(net.inputs(1, SEED));
      List<float[]> target = List.of(net.targets(inspector, 1, SEED));
      long[] times = new long[400];
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        inspector.run(input, target, 0);
        times[i] = System.nanoTime() - start;
      }
      Arrays.sort(times);
      System.out.printf("Inspector of mnist-cnn: median of one image with all gradients %.3f ms%n",
          times[times.length / 2] * 1e-6);
      assertThat(inspector.loss()).isPositive();
    }
  }
}
