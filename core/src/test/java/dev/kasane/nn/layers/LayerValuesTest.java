package dev.kasane.nn.layers;

import static dev.kasane.nn.Layers.average;
import static dev.kasane.nn.Layers.averagePool2d;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.concatenate;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.elu;
import static dev.kasane.nn.Layers.leakyRelu;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Layers.maximum;
import static dev.kasane.nn.Layers.multiply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.backend.reference.ReferenceVariables;
import dev.kasane.graph.Node;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What layers compute, against numbers worked out by hand or by loops of the test's own. */
class LayerValuesTest {

  private final Map<String, double[]> parameters = new HashMap<>();
  private final Map<String, double[]> afterwards = new HashMap<>();
  private boolean training;

  /** The layer's output; parameters and states from the map; what updates make of states goes into the other. */
  private double[] apply(Layer layer, Shape shape, double[]... inputs) {
    TestContext context = new TestContext(training);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      nodes.add(context.graph.batchInput("x" + i, shape));
    }
    context.graph.output("y", layer.apply(context, nodes));
    context.updates.forEach(context.graph::update);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceVariables variables = (ReferenceVariables) backend.newVariables();
      context.graph.variables()
          .forEach((path, node) -> variables.setDouble(path, node.shape(), parameters.get(path)));
      ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(context.graph, variables);
      for (int i = 0; i < inputs.length; i++) {
        executable.writeDouble("x" + i, inputs[i]);
      }
      executable.run(5);
      variables.paths().forEach(path -> afterwards.put(path, variables.getDouble(path)));
      return executable.readDouble("y");
    }
  }

  private static double[] of(double... numbers) {
    return numbers;
  }

  @Test
  void denseOnTheLastAxis() {
    parameters.put("kernel", of(1, 2, 3, 4, 5, 6));
    parameters.put("bias", of(10, -100, 0));
    Dense layer = dense(3).activation(ActivationFunction.RELU);

    // (1, 1)·kernel + bias and (2, −1)·kernel + bias
    assertThat(apply(layer, Shape.of(1, 2, 2), of(1, 1, 2, -1))).containsExactly(15, 0, 9, 8, 0, 0);
  }

  @Test
  void convolutionDoesNotFlipItsKernel() {
    parameters.put("kernel", of(1, 2, 3, 4));
    parameters.put("bias", of(0.5));
    double[] image = of(1, 0, 0, 0, 0, 0, 0, 0, 1);

    assertThat(apply(conv2d(1, 2), Shape.of(1, 3, 3, 1), image)).containsExactly(1.5, 0.5, 0.5, 4.5);
    // SAME: the odd row and column lie below and on the right.
    assertThat(apply(conv2d(1, 2).padding(Padding.SAME), Shape.of(1, 3, 3, 1), image))
        .containsExactly(1.5, 0.5, 0.5, 0.5, 4.5, 3.5, 0.5, 2.5, 1.5);
  }

  @Test
  void biasPerPosition() {
    parameters.put("kernel", of(1, 1));
    parameters.put("bias", of(10, 20, 30, 40, 50, 60, 70, 80));
    Conv2d layer = conv2d(2, 1).biasMode(BiasMode.PER_POSITION);

    assertThat(apply(layer, Shape.of(2, 2, 2, 1), of(1, 2, 3, 4, 5, 6, 7, 8)))
        .containsExactly(11, 21, 32, 42, 53, 63, 74, 84, 15, 25, 36, 46, 57, 67, 78, 88);
  }

  @Test
  void pooling() {
    double[] image = of(1, 2, 3, 4, 5, 6, 7, 8, -9);
    Shape shape = Shape.of(1, 3, 3, 1);
    assertThat(apply(maxPool2d(2).padding(Padding.SAME), shape, image)).containsExactly(5, 6, 8, -9);
    // TensorFlow's mean is over what lies inside the image.
    assertThat(apply(averagePool2d(2).padding(Padding.SAME), shape, image)).containsExactly(3, 4.5, 7.5, -9);
    assertThat(apply(averagePool2d(2).padding(Padding.SAME).countPadding(true), shape, image))
        .containsExactly(3, 2.25, 3.75, -2.25);
  }

  @Test
  void slopes() {
    Shape shape = Shape.of(3, 1);
    assertThat(apply(leakyRelu(), shape, of(-1, 0, 2))).containsExactly(of(-0.3, 0, 2), within(1e-7));
    assertThat(apply(new Activation(ActivationFunction.LEAKY_RELU), shape, of(-1, 0, 2)))
        .containsExactly(of(-0.2, 0, 2), within(1e-7));
    assertThat(apply(elu(2), shape, of(-1, 0, 2))).containsExactly(of(2 * Math.expm1(-1), 0, 2), within(1e-7));
  }

  @Test
  void merging() {
    Shape shape = Shape.of(2, 1);
    assertThat(apply(multiply(), shape, of(2, 3), of(5, -7))).containsExactly(10, -21);
    assertThat(apply(average(), shape, of(2, 3), of(5, -7), of(2, 1))).containsExactly(of(3, -1), within(1e-6));
    assertThat(apply(maximum(), shape, of(2, 3), of(5, -7))).containsExactly(5, 3);
    assertThat(apply(concatenate(), shape, of(2, 3), of(5, -7))).containsExactly(2, 5, 3, -7);
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheSum() {
    double[] ones = new double[20_000];
    Arrays.fill(ones, 1);
    Shape shape = Shape.of(100, 200);
    assertThat(apply(dropout(0.3), shape, ones)).as("predicting").containsExactly(ones);

    training = true;
    assertThat(apply(dropout(0), shape, ones)).containsExactly(ones);
    double[] y = apply(dropout(0.3), shape, ones);
    long dropped = Arrays.stream(y).filter(value -> value == 0).count();
    // Standard deviation √(20,000 · 0.3 · 0.7) = 65; four of them.
    assertThat(dropped).isBetween(6000L - 260, 6000L + 260);
    assertThat(Arrays.stream(y).filter(value -> value != 0)).allMatch(value -> Math.abs(value - 1 / 0.7) < 1e-6);
  }

  @Test
  void batchNormalizationWhileTraining() {
    training = true;
    double[] x = new SplittableRandom(8).doubles(3 * 2 * 5, -2, 5).toArray();
    parameters.put("gamma", of(2, 3, 0.5, 1, -1));
    parameters.put("beta", of(0, 1, 2, 3, 4));
    parameters.put("moving_mean", of(1, 1, 1, 1, 1));
    parameters.put("moving_variance", of(2, 2, 2, 2, 2));
    double[] expected = new double[x.length];
    double[] mean = new double[5];
    double[] variance = new double[5];
    for (int c = 0; c < 5; c++) {
      for (int i = c; i < x.length; i += 5) {
        mean[c] += x[i] / 6;
      }
      for (int i = c; i < x.length; i += 5) {
        variance[c] += Math.pow(x[i] - mean[c], 2) / 6;
      }
      for (int i = c; i < x.length; i += 5) {
        expected[i] =
            parameters.get("gamma")[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-3) + parameters.get("beta")[c];
      }
    }

    assertThat(apply(batchNormalization(), Shape.of(3, 2, 5), x)).containsExactly(expected, within(1e-6));
    for (int c = 0; c < 5; c++) {
      assertThat(afterwards.get("moving_mean")[c]).isCloseTo(0.99 + 0.01 * mean[c], within(1e-6));
      // The variance divided by the count, 6, not by 5.
      assertThat(afterwards.get("moving_variance")[c]).isCloseTo(1.98 + 0.01 * variance[c], within(1e-6));
    }
  }

  @Test
  void batchNormalizationWhilePredicting() {
    parameters.put("gamma", of(2, 3));
    parameters.put("beta", of(10, 20));
    parameters.put("moving_mean", of(1, -1));
    parameters.put("moving_variance", of(4 - 1e-3, 9 - 1e-3));

    assertThat(apply(batchNormalization(), Shape.of(2, 2), of(1, -1, 5, 2)))
        .containsExactly(of(10, 20, 14, 23), within(1e-5));
    assertThat(afterwards.get("moving_mean")).as("unchanged").containsExactly(1, -1);
  }
}
