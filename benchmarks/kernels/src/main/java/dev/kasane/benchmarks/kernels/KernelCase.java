package dev.kasane.benchmarks.kernels;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One operation of one shape, as it comes in networks. The batch is {@value #BATCH}. */
public enum KernelCase {
  /** The second convolution of a small network for digits. */
  CONV_3X3(graph -> conv(graph, 13, 16, 32, 3, 1, 0, 1)),
  /** One channel, as the first convolution of a network for grey images has. */
  CONV_3X3_FIRST(graph -> conv(graph, 28, 1, 16, 3, 1, 0, 1)),
  /** Few filters and a larger window. */
  CONV_5X5(graph -> conv(graph, 12, 8, 16, 5, 1, 2, 1)),
  /** Many channels, in the direct form unless Winograd's is chosen. */
  CONV_3X3_DEEP(graph -> conv(graph, 16, 64, 64, 3, 1, 1, 1)),
  /** A convolution of single pixels. */
  CONV_1X1(graph -> conv(graph, 14, 64, 64, 1, 1, 0, 1)),
  /** A stride of 2. */
  CONV_STRIDED(graph -> conv(graph, 28, 16, 32, 3, 2, 1, 1)),
  /** Four groups. */
  CONV_GROUPED(graph -> conv(graph, 14, 32, 64, 3, 1, 1, 4)),
  /** A filter for each channel. */
  CONV_DEPTHWISE(graph -> conv(graph, 14, 64, 64, 3, 1, 1, 64)),
  /** The gradient by the input. */
  CONV_INPUT_GRADIENT(graph -> {
    Node kernel = graph.variable("kernel", Shape.of(3, 3, 16, 32));
    Node dy = input(graph, "dy", 11, 11, 32);
    return graph.add(
        new Op.Conv2dInputGrad(Window2d.valid(3, 3, 1, 1), 1, Shape.of(KernelCase.BATCH, 13, 13, 16)), List.of(kernel, dy));
  }),
  /** The gradient by the kernel. */
  CONV_KERNEL_GRADIENT(graph -> graph.add(
      new Op.Conv2dKernelGrad(Window2d.valid(3, 3, 1, 1), 1, Shape.of(3, 3, 16, 32)),
      List.of(input(graph, "x", 13, 13, 16), input(graph, "dy", 11, 11, 32)))),
  /** A dense layer. */
  DENSE(graph -> Ops.matMul(input(graph, "x", 784), graph.variable("kernel", Shape.of(784, 128)))),
  /** A dense layer to few outputs. */
  DENSE_NARROW(graph -> Ops.matMul(input(graph, "x", 128), graph.variable("kernel", Shape.of(128, 10)))),
  /** The gradient of a dense layer's kernel. */
  DENSE_GRADIENT(graph -> Ops.matMul(input(graph, "x", 784), input(graph, "dy", 128), true, false)),
  /** What an LSTM of 128 units multiplies at each step of time. */
  RECURRENT(graph -> Ops.matMul(input(graph, "h", 128), graph.variable("kernel", Shape.of(128, 512)))),
  /** The products of attention: four heads of 32 over 64 places. */
  ATTENTION(graph -> Ops.matMul(input(graph, "q", 4, 64, 32), input(graph, "k", 4, 64, 32), false, true)),
  /** Pooling by 2 × 2. */
  MAX_POOL(graph -> Ops.maxPool2d(input(graph, "x", 26, 26, 16), Window2d.valid(2, 2, 2, 2))),
  /** Pooling by 2 × 2 that keeps places, and the gradient from them, as in training. */
  MAX_POOL_GRADIENT(graph -> {
    Window2d window = Window2d.valid(2, 2, 2, 2);
    Node x = input(graph, "x", 26, 26, 16);
    return graph.add(new Op.MaxPool2dGrad(window), List.of(x, Ops.maxPool2d(x, window)));
  }),
  /** Bias and relu in one pass. */
  BIAS_RELU(graph -> Ops.relu(Ops.add(input(graph, "x", 26, 26, 16), graph.variable("bias", Shape.of(16))))),
  /** What an LSTM cell does between its products. */
  GATES(graph -> {
    Node c = Ops.mul(Ops.sigmoid(input(graph, "f", 512)), input(graph, "c", 512));
    Node g = Ops.mul(Ops.sigmoid(input(graph, "i", 512)), Ops.tanh(input(graph, "g", 512)));
    return Ops.mul(Ops.sigmoid(input(graph, "o", 512)), Ops.tanh(Ops.add(c, g)));
  }),
  /** Softmax of ten classes. */
  SOFTMAX(graph -> Ops.softmax(input(graph, "x", 10))),
  /** Layer normalization of 128 features. */
  LAYER_NORM(graph -> {
    Node x = input(graph, "x", 64, 128);
    Node centred = Ops.sub(x, Ops.meanKeepDims(x, 2));
    Node variance = Ops.meanKeepDims(Ops.square(centred), 2);
    return Ops.div(centred, Ops.sqrt(Ops.add(variance, 1e-5)));
  });

  /** Samples of a batch. */
  public static final int BATCH = 64;

  private final Function<Graph, Node> build;

  KernelCase(Function<Graph, Node> build) {
    this.build = build;
  }

  /** Its name for people, such as {@code conv 3x3 first}. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A graph with this operation. */
  Graph graph() {
    Graph graph = new Graph();
    graph.output("y", build.apply(graph));
    return graph;
  }

  private static Node input(Graph graph, String name, int... sample) {
    return graph.batchInput(name, Shape.of(sample).prepend(BATCH));
  }

  private static Node conv(
      Graph graph, int size, int channels, int filters, int window, int stride, int padding, int groups) {
    Window2d sliding =
        new Window2d(window, window, stride, stride, 1, 1, padding, padding, padding, padding);
    return Ops.conv2d(
        input(graph, "x", size, size, channels),
        graph.variable("kernel", Shape.of(window, window, channels / groups, filters)), sliding, groups);
  }
}
