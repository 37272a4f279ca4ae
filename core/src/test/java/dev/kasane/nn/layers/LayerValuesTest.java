package dev.kasane.nn.layers;

import static dev.kasane.nn.Layers.average;
import static dev.kasane.nn.Layers.averagePool2d;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.concatenate;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.elu;
import static dev.kasane.nn.Layers.embedding;
import static dev.kasane.nn.Layers.gru;
import static dev.kasane.nn.Layers.leakyRelu;
import static dev.kasane.nn.Layers.lstm;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Layers.maximum;
import static dev.kasane.nn.Layers.multiHeadAttention;
import static dev.kasane.nn.Layers.multiply;
import static dev.kasane.nn.Layers.positionEmbedding;
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

  @Test
  void embeddingOutsideItsTableGivesZeros() {
    parameters.put("embeddings", of(1, 2, 3, 4, 5, 6));
    assertThat(apply(embedding(3, 2), Shape.of(1, 5), of(2, 0, 3, -1, 1)))
        .containsExactly(5, 6, 1, 2, 0, 0, 0, 0, 3, 4);
  }

  @Test
  void positionsAreAdded() {
    parameters.put("embeddings", of(1, 2, 3, 4, 5, 6));
    assertThat(apply(positionEmbedding(3), Shape.of(2, 2, 2), of(0, 0, 10, 10, 20, 20, 30, 30)))
        .containsExactly(1, 2, 13, 14, 21, 22, 33, 34);
  }

  /** The form that TensorFlow.js does not have, step by step from the formulas. */
  @Test
  void gruWithResetAfterTheProduct() {
    SplittableRandom random = new SplittableRandom(12);
    int units = 3;
    double[] kernel = random.doubles(2 * 9, -1, 1).toArray();
    double[] recurrent = random.doubles(3 * 9, -1, 1).toArray();
    double[] bias = random.doubles(2 * 9, -1, 1).toArray();
    double[] x = random.doubles(4 * 2, -1, 1).toArray();
    parameters.put("kernel", kernel);
    parameters.put("recurrent_kernel", recurrent);
    parameters.put("bias", bias);
    double[] h = new double[units];
    double[] all = new double[4 * units];
    for (int t = 0; t < 4; t++) {
      double[] in = new double[9];
      double[] inner = new double[9];
      for (int j = 0; j < 9; j++) {
        in[j] = bias[j] + x[2 * t] * kernel[j] + x[2 * t + 1] * kernel[9 + j];
        inner[j] = bias[9 + j] + h[0] * recurrent[j] + h[1] * recurrent[9 + j] + h[2] * recurrent[18 + j];
      }
      for (int u = 0; u < units; u++) {
        double z = 1 / (1 + Math.exp(-in[u] - inner[u]));
        double r = 1 / (1 + Math.exp(-in[3 + u] - inner[3 + u]));
        h[u] = z * h[u] + (1 - z) * Math.tanh(in[6 + u] + r * inner[6 + u]);
        all[t * units + u] = h[u];
      }
    }
    assertThat(apply(gru(units).returnSequences(true), Shape.of(1, 4, 2), x)).containsExactly(all, within(1e-12));
    assertThat(apply(gru(units), Shape.of(1, 4, 2), x)).containsExactly(h, within(1e-12));
  }

  @Test
  void forgetGateBeginsOpen() {
    TestContext context = new TestContext(true);
    lstm(2).apply(context, List.of(context.graph.batchInput("x", Shape.of(1, 3, 4))));
    assertThat(context.initializers.get("bias").initialize(Shape.of(8), 1).data())
        .containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
  }

  /** Position by position and head by head from the formula; each head has its own columns. */
  @Test
  void attentionOfTwoHeads() {
    SplittableRandom random = new SplittableRandom(13);
    int steps = 4;
    int d = 3;
    double[] x = random.doubles(steps * d, -1, 1).toArray();
    for (String name : List.of("query", "key", "value", "output")) {
      boolean output = name.equals("output");
      parameters.put(name + "_kernel", random.doubles(d * 4, -1, 1).toArray());
      parameters.put(name + "_bias", random.doubles(output ? d : 4, -1, 1).toArray());
    }
    for (boolean causal : new boolean[] {false, true}) {
      double[] q = linear(x, "query", d, 4);
      double[] k = linear(x, "key", d, 4);
      double[] v = linear(x, "value", d, 4);
      double[] seen = new double[steps * 4];
      for (int head = 0; head < 2; head++) {
        for (int i = 0; i < steps; i++) {
          double sum = 0;
          double[] weights = new double[steps];
          for (int j = 0; j < (causal ? i + 1 : steps); j++) {
            double dot = q[4 * i + 2 * head] * k[4 * j + 2 * head] + q[4 * i + 2 * head + 1] * k[4 * j + 2 * head + 1];
            weights[j] = Math.exp(dot / Math.sqrt(2));
            sum += weights[j];
          }
          for (int j = 0; j < steps; j++) {
            seen[4 * i + 2 * head] += weights[j] / sum * v[4 * j + 2 * head];
            seen[4 * i + 2 * head + 1] += weights[j] / sum * v[4 * j + 2 * head + 1];
          }
        }
      }
      assertThat(apply(multiHeadAttention(2, 2).causal(causal), Shape.of(1, steps, d), x))
          .containsExactly(linear(seen, "output", 4, d), within(1e-7));
    }
  }

  private double[] linear(double[] x, String name, int in, int out) {
    double[] kernel = parameters.get(name + "_kernel");
    double[] y = new double[x.length / in * out];
    for (int i = 0; i < y.length; i++) {
      y[i] = parameters.get(name + "_bias")[i % out];
      for (int k = 0; k < in; k++) {
        y[i] += x[i / out * in + k] * kernel[k * out + i % out];
      }
    }
    return y;
  }
}
