package dev.kasane.nn.layers;

import static dev.kasane.nn.Initializers.glorotNormal;
import static dev.kasane.nn.Initializers.heNormal;
import static dev.kasane.nn.Initializers.ones;
import static dev.kasane.nn.Layers.activation;
import static dev.kasane.nn.Layers.add;
import static dev.kasane.nn.Layers.average;
import static dev.kasane.nn.Layers.averagePool2d;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.concatenate;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.elu;
import static dev.kasane.nn.Layers.embedding;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.globalAveragePool2d;
import static dev.kasane.nn.Layers.gru;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.layerNormalization;
import static dev.kasane.nn.Layers.leakyRelu;
import static dev.kasane.nn.Layers.lstm;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Layers.maximum;
import static dev.kasane.nn.Layers.multiHeadAttention;
import static dev.kasane.nn.Layers.multiply;
import static dev.kasane.nn.Layers.positionEmbedding;
import static dev.kasane.nn.Layers.reshape;
import static dev.kasane.nn.Layers.simpleRnn;
import static dev.kasane.nn.Layers.softmax;
import static dev.kasane.nn.Regularizers.l1;
import static dev.kasane.nn.Regularizers.l1l2;
import static dev.kasane.nn.Regularizers.l2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.graph.Node;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {

  private static Arguments row(Layer layer, String parameters, Shape output, Shape... inputs) {
    return Arguments.of(layer, parameters, output, inputs);
  }

  static Stream<Arguments> layers() {
    Shape vector = Shape.of(3, 4);
    Shape image = Shape.of(2, 5, 6, 2);
    Shape sequence = Shape.of(2, 5, 3);
    return Stream.of(
        row(input(5, 6, 2), "", image, image),
        row(dense(5), "kernel (4, 5), bias (5)", Shape.of(3, 5), vector),
        row(dense(1).useBias(false), "kernel (4, 1)", Shape.of(3, 1), vector),
        row(
            dense(3).activation(ActivationFunction.TANH).kernelInitializer(heNormal()).biasInitializer(ones())
                .kernelRegularizer(l2(0.1)).biasRegularizer(l1(0.1)),
            "kernel (2, 3), bias (3)", Shape.of(2, 5, 6, 3), image),
        row(conv2d(3, 2), "kernel (2, 2, 2, 3), bias (3)", Shape.of(2, 4, 5, 3), image),
        row(
            conv2d(3, 3, 2).padding(Padding.SAME).strides(2).activation(ActivationFunction.SOFTPLUS)
                .kernelRegularizer(l1l2(0.1, 0.2)),
            "kernel (3, 2, 2, 3), bias (3)", Shape.of(2, 3, 3, 3), image),
        row(
            conv2d(4, 2).groups(2).dilation(2).biasMode(BiasMode.NONE).kernelInitializer(glorotNormal()),
            "kernel (2, 2, 1, 4)", Shape.of(2, 3, 4, 4), image),
        row(
            conv2d(1, 3).biasMode(BiasMode.PER_POSITION).biasInitializer(heNormal()).biasRegularizer(l2(0.1)),
            "kernel (3, 3, 2, 1), bias (3, 4, 1)", Shape.of(2, 3, 4, 1), image),
        row(
            conv2d(2, 3).padding(Padding.explicit(1, 0, 2, 1)).strides(1, 3),
            "kernel (3, 3, 2, 2), bias (2)", Shape.of(2, 4, 3, 2), image),
        row(maxPool2d(2), "", Shape.of(2, 2, 3, 2), image),
        row(maxPool2d(3, 2).strides(2, 1).padding(Padding.SAME), "", Shape.of(2, 3, 6, 2), image),
        row(averagePool2d(2), "", Shape.of(2, 2, 3, 2), image),
        row(averagePool2d(3).strides(2).padding(Padding.SAME), "", Shape.of(2, 3, 3, 2), image),
        row(averagePool2d(3).padding(Padding.explicit(1)).countPadding(true), "", Shape.of(2, 2, 2, 2), image),
        row(globalAveragePool2d(), "", Shape.of(2, 2), image),
        row(flatten(), "", Shape.of(2, 60), image),
        row(flatten(), "", Shape.of(3, 1), Shape.of(3)),
        row(reshape(3, 20), "", Shape.of(2, 3, 20), image),
        row(reshape(-1, 4), "", Shape.of(2, 15, 4), image),
        row(activation(ActivationFunction.GELU), "", vector, vector),
        row(leakyRelu(), "", vector, vector),
        row(elu(0.5), "", vector, vector),
        row(dropout(0.4), "", vector, vector),
        row(batchNormalization(), "gamma (4), beta (4)", Shape.of(7, 4), Shape.of(7, 4)),
        row(batchNormalization().momentum(0.9).epsilon(0.01).scale(false), "beta (2)", image, image),
        row(batchNormalization().center(false), "gamma (2)", image, image),
        row(layerNormalization(), "gamma (4), beta (4)", vector, vector),
        row(layerNormalization().epsilon(0.01).scale(false), "beta (2)", image, image),
        row(layerNormalization().center(false), "gamma (2)", image, image),
        row(positionEmbedding(5), "embeddings (5, 3)", sequence, sequence),
        row(positionEmbedding(8), "embeddings (8, 3)", sequence, sequence),
        row(lstm(4), "kernel (3, 16), recurrent_kernel (4, 16), bias (16)", Shape.of(2, 4), sequence),
        row(
            lstm(3).returnSequences(true).useBias(false), "kernel (3, 12), recurrent_kernel (3, 12)", sequence,
            sequence),
        row(lstm(2), "kernel (3, 8), recurrent_kernel (2, 8), bias (8)", Shape.of(4, 2), Shape.of(4, 1, 3)),
        row(gru(4), "kernel (3, 12), recurrent_kernel (4, 12), bias (2, 12)", Shape.of(2, 4), sequence),
        row(gru(3).useBias(false), "kernel (3, 9), recurrent_kernel (3, 9)", Shape.of(2, 3), sequence),
        row(
            gru(4).resetAfter(false).returnSequences(true), "kernel (3, 12), recurrent_kernel (4, 12), bias (12)",
            Shape.of(2, 5, 4), sequence),
        row(
            simpleRnn(4).activation(ActivationFunction.SWISH).returnSequences(true),
            "kernel (3, 4), recurrent_kernel (4, 4), bias (4)", Shape.of(2, 5, 4), sequence),
        row(simpleRnn(4), "kernel (3, 4), recurrent_kernel (4, 4), bias (4)", Shape.of(2, 4), sequence),
        row(
            multiHeadAttention(2, 3),
            "query_kernel (3, 6), query_bias (6), key_kernel (3, 6), key_bias (6), value_kernel (3, 6), value_bias (6),"
                + " output_kernel (6, 3), output_bias (3)",
            sequence, sequence),
        row(
            multiHeadAttention(2, 3).causal(true).useBias(false),
            "query_kernel (3, 6), key_kernel (4, 6), value_kernel (2, 6), output_kernel (6, 3)",
            sequence, sequence, Shape.of(2, 7, 2), Shape.of(2, 7, 4)),
        row(add(), "", vector, vector, vector, vector),
        row(multiply(), "", vector, vector, vector, vector),
        row(multiply(), "", image, image, Shape.of(2, 1, 1, 2)),
        row(average(), "", vector, vector, vector, vector),
        row(maximum(), "", vector, vector, vector, vector),
        row(concatenate(), "", Shape.of(3, 9), vector, Shape.of(3, 5)),
        row(concatenate(1), "", Shape.of(2, 7, 6, 2), image, Shape.of(2, 2, 6, 2)),
        row(concatenate(-3), "", Shape.of(2, 7, 6, 2), image, Shape.of(2, 2, 6, 2)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void doesWhatEveryLayerMust(Layer layer, String parameters, Shape output, Shape[] inputs) {
    LayerTests.check(layer, parameters, output, inputs);
  }

  @Test
  void embeddingDoesToo() {
    LayerTests.checkIndices(embedding(3, 2), 3, "embeddings (3, 2)", Shape.of(4, 5, 2), Shape.of(4, 5));
    LayerTests.checkIndices(embedding(2, 1), 3, "embeddings (2, 1)", Shape.of(9, 1), Shape.of(9));
  }

  @ParameterizedTest
  @EnumSource(ActivationFunction.class)
  void everyActivation(ActivationFunction function) {
    LayerTests.check(new Activation(function), "", Shape.of(3, 4), Shape.of(3, 4));
    assertThat(new Activation(function).kind()).isEqualTo(function.name().toLowerCase(Locale.ROOT));
  }

  /** The networks of the seeds, layer after layer: their known numbers of parameters. */
  @Test
  void parametersOfKnownNetworks() {
    UnaryOperator<Conv2d> pad2 = conv -> conv.padding(Padding.explicit(2));
    assertThat(
            parameters(
                Shape.of(28, 28, 1),
                conv2d(16, 3), maxPool2d(2), conv2d(32, 3), maxPool2d(2), conv2d(32, 3), flatten(), dense(64),
                dense(10)))
        .isEqualTo(33_194);
    assertThat(
            parameters(Shape.of(28, 28, 1), conv2d(1, 5).biasMode(BiasMode.PER_POSITION), flatten(), dense(10)))
        .isEqualTo(6_371);
    assertThat(
            parameters(
                Shape.of(24, 24, 1),
                pad2.apply(conv2d(8, 5)), maxPool2d(2), pad2.apply(conv2d(16, 5)), maxPool2d(3), flatten(), dense(10)))
        .isEqualTo(5_994);
    assertThat(
            parameters(
                Shape.of(32, 32, 3),
                pad2.apply(conv2d(16, 5)), maxPool2d(2), pad2.apply(conv2d(20, 5)), maxPool2d(2),
                pad2.apply(conv2d(20, 5)), maxPool2d(2), flatten(), dense(10)))
        .isEqualTo(22_466);
  }

  private static int parameters(Shape sample, Layer... layers) {
    int total = 0;
    Shape shape = sample.prepend(2);
    for (Layer layer : layers) {
      TestContext context = new TestContext(true);
      shape = layer.apply(context, List.of(context.graph.batchInput("x", shape))).shape();
      total += context.parameterCount();
    }
    return total;
  }

  @Test
  void regularizersReachTheirParameters() {
    TestContext context = new TestContext(true);
    Layer layer = conv2d(2, 2).kernelRegularizer(l2(0.5)).biasRegularizer(l1(0.25));
    layer.apply(context, List.of(context.graph.batchInput("x", Shape.of(1, 3, 3, 1))));
    assertThat(context.regularizers).containsEntry("kernel", l2(0.5)).containsEntry("bias", l1(0.25)).hasSize(2);
    assertThat(context.initializers.get("kernel")).isEqualTo(new GlorotUniform());
  }

  private static String messageOf(Layer layer, Shape... shapes) {
    TestContext context = new TestContext(true);
    List<Node> inputs =
        Stream.of(shapes).map(shape -> context.graph.batchInput("x" + context.graph.nodes().size(), shape)).toList();
    try {
      context.graph.inScope(TestContext.NAME, () -> layer.apply(context, inputs));
    } catch (ShapeException e) {
      return e.getMessage();
    }
    throw new AssertionError(layer + " accepts " + List.of(shapes));
  }

  @Test
  void messagesAboutShapes() {
    Shape vectors = Shape.of(8, 784);
    assertThat(messageOf(conv2d(4, 3), vectors))
        .isEqualTo("layer_1: expected images (batch, height, width, channels), received shape (8, 784); put"
            + " reshape(height, width, channels) before it");
    assertThat(messageOf(maxPool2d(2), Shape.of(8, 28, 28))).endsWith("put reshape(28, 28, 1) before it");
    assertThat(messageOf(conv2d(6, 3).groups(3), Shape.of(8, 9, 9, 4)))
        .isEqualTo("layer_1: 3 groups do not divide the 4 channels of input (8, 9, 9, 4); choose a divisor of 4");
    assertThat(messageOf(conv2d(4, 5), Shape.of(8, 3, 9, 1)))
        .isEqualTo("layer_1: conv2d: a window of 5x5 does not fit into an image of 3x9; use a smaller window or"
            + " padding");
    assertThat(messageOf(dense(4), Shape.of(8)))
        .startsWith("layer_1: expected (batch, ..., features), received shape (8)");
    assertThat(messageOf(input(28, 28, 1), vectors))
        .isEqualTo("layer_1: expected samples of shape (28, 28, 1) after the batch axis, received shape (8, 784);"
            + " reshape the data or change input(...)");
    assertThat(messageOf(reshape(28, 27), vectors))
        .isEqualTo("layer_1: samples of shape (784) have 784 values, which do not fill shape [28, 27]");
    assertThat(messageOf(reshape(-1, 3), vectors)).endsWith("which do not fill shape [-1, 3]");
    assertThat(messageOf(batchNormalization(), Shape.of(8))).contains("received shape (8)");
    assertThat(messageOf(layerNormalization(), Shape.of(8))).contains("received shape (8)");
    assertThat(messageOf(lstm(4), vectors))
        .isEqualTo("layer_1: expected sequences (batch, steps, features), received shape (8, 784); if each step is one"
            + " number, put reshape(784, 1) before it");
    assertThat(messageOf(gru(4), Shape.of(8, 28, 28, 1))).endsWith("put reshape(steps, features) before it");
    assertThat(messageOf(positionEmbedding(9), Shape.of(8, 10, 2)))
        .isEqualTo("layer_1: expected sequences of at most 9 steps, received shape (8, 10, 2); use a larger"
            + " sequenceLength or shorter sequences");
    assertThat(messageOf(multiHeadAttention(2, 2), Shape.of(8, 9, 2), Shape.of(8, 5, 2), Shape.of(8, 6, 2)))
        .isEqualTo("layer_1: value and key must have equally many steps, received shapes (8, 5, 2) and (8, 6, 2)");
    assertThat(messageOf(dense(4), vectors, vectors)).startsWith("layer_1: expected one input, received 2");
    assertThat(messageOf(add(), vectors)).isEqualTo("layer_1: expected at least two inputs to merge, received 1");
    assertThat(messageOf(add(), vectors, Shape.of(8, 783))).contains("(8, 784) and (8, 783) do not broadcast");
    assertThat(messageOf(concatenate(), vectors, Shape.of(8, 2, 2)))
        .contains("must have equally many axes, received shapes [(8, 784), (8, 2, 2)]");
    assertThat(messageOf(concatenate(2), vectors, vectors)).contains("axis 2 is not a sample axis");
    assertThat(messageOf(concatenate(-2), vectors, vectors)).contains("axis -2 is not a sample axis");
  }

  @Test
  void messagesAboutSettings() {
    assertThatThrownBy(() -> dense(0)).hasMessage("Dense: units must be at least 1, received 0");
    assertThatThrownBy(() -> conv2d(4, 0)).hasMessage("Conv2d: kernelHeight must be from 1 to 32767, received 0");
    assertThatThrownBy(() -> conv2d(4, 3).groups(3))
        .hasMessage("Conv2d: groups must divide filters, received 3 groups and 4 filters");
    assertThatThrownBy(() -> maxPool2d(2).padding(Padding.explicit(2)))
        .hasMessageStartingWith("MaxPool2d: padding must be smaller than the window 2x2, received top 2");
    assertThatThrownBy(() -> dropout(1)).hasMessage("Dropout: rate must be at least 0 and below 1, received 1.0");
    assertThatThrownBy(() -> dropout(Double.NaN)).hasMessageContaining("received NaN");
    assertThatThrownBy(() -> reshape(-1, -1)).hasMessageContaining("one of them may be -1; received [-1, -1]");
    assertThatThrownBy(() -> reshape(0)).hasMessageContaining("received [0]");
    assertThatThrownBy(() -> input(28, 0)).hasMessage("InputLayer: shape must be at least 1, received 0");
    assertThatThrownBy(() -> concatenate(0)).hasMessageContaining("axis 0 counts the samples");
    assertThatThrownBy(() -> new Padding(Padding.Kind.SAME, 1, 0, 0, 0)).hasMessageContaining("use Padding.explicit");
    assertThatThrownBy(() -> Padding.explicit(-1)).hasMessage("Padding: top must be from 0 to 32767, received -1");
    assertThatThrownBy(() -> lstm(0)).hasMessage("Lstm: units must be from 1 to 536870911, received 0");
    assertThatThrownBy(() -> gru(Integer.MAX_VALUE)).hasMessageStartingWith("Gru: units must be from 1 to 715827882");
    assertThatThrownBy(() -> simpleRnn(-1)).hasMessage("SimpleRnn: units must be at least 1, received -1");
    assertThatThrownBy(() -> embedding(0, 2)).hasMessage("Embedding: inputDim must be at least 1, received 0");
    assertThatThrownBy(() -> positionEmbedding(0))
        .hasMessage("PositionEmbedding: sequenceLength must be at least 1, received 0");
    assertThatThrownBy(() -> multiHeadAttention(4, 0))
        .hasMessage("MultiHeadAttention: keyDim must be from 1 to 32767, received 0");
    assertThatThrownBy(() -> layerNormalization().epsilon(-1)).hasMessageContaining("above 0, received -1.0");
    assertThatThrownBy(() -> batchNormalization().epsilon(0))
        .hasMessage("BatchNormalization: epsilon must be a finite number above 0, received 0.0");
    assertThatThrownBy(() -> batchNormalization().momentum(1))
        .hasMessage("BatchNormalization: momentum must be at least 0 and below 1, received 1.0");
  }

  @Test
  void kinds() {
    assertThat(Stream.of(
            input(1), dense(1), conv2d(1, 1), maxPool2d(1), averagePool2d(1), globalAveragePool2d(), flatten(),
            reshape(1), softmax(), leakyRelu(), elu(), dropout(0), batchNormalization(), add(), multiply(), average(),
            maximum(), concatenate(), layerNormalization(), embedding(1, 1), positionEmbedding(1), lstm(1), gru(1),
            simpleRnn(1), multiHeadAttention(1, 1))
        .map(Layer::kind))
        .containsExactly(
            "input", "dense", "conv2d", "max_pooling2d", "average_pooling2d", "global_average_pooling2d", "flatten",
            "reshape", "softmax", "leaky_relu", "elu", "dropout", "batch_normalization", "add", "multiply", "average",
            "maximum", "concatenate", "layer_normalization", "embedding", "position_embedding", "lstm", "gru",
            "simple_rnn", "multi_head_attention");
  }
}
