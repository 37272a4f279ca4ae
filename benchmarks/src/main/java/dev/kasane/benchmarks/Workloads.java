package dev.kasane.benchmarks;

import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.lstm;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static dev.kasane.nn.layers.ActivationFunction.TANH;

import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.regularizers.L2;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The workloads W1 to W10. docs/benchmarks.md describes each. */
public final class Workloads {

  private static final Shape MNIST = Shape.of(28, 28, 1);
  private static final Shape CIFAR = Shape.of(32, 32, 3);
  private static final int CLASSES = 10;

  /** ConvNetJS's l2_decay of 0.001 is a gradient of 0.001 w, so a penalty of half of that times w squared. */
  private static final L2 DECAY = new L2(0.0005);

  private static final List<Workload> ALL =
      List.of(
          images("W1", "mnist-cnn", MNIST, List.of(128, 512), Optimizers.adam(), mnistCnn()),
          images("W2", "blog-cnn", MNIST, List.of(100), Optimizers.sgd(0.01), blogCnn()),
          images("W3", "convnetjs-mnist", Shape.of(24, 24, 1), List.of(20), Optimizers.adadelta(1), convnetjsMnist()),
          images("W4", "convnetjs-cifar", CIFAR, List.of(4, 128), Optimizers.adadelta(1), convnetjsCifar()),
          images("W5", "blog-mlp", Shape.of(784), List.of(100), Optimizers.sgd(0.1), blogMlp()),
          functionFit(),
          images("W7", "vgg-small", CIFAR, List.of(64), Optimizers.momentum(0.01, 0.9), vggSmall()),
          new Workload(
              "W8", "resnet18-cifar", List.of(32), CIFAR, 0, Shape.SCALAR, CLASSES,
              () -> Networks.resnet18(CIFAR, CLASSES)
                  .compile(Optimizers.momentum(0.01, 0.9), Losses.sparseCategoricalCrossentropy())),
          images(
              "W9", "lstm", Shape.of(28, 28), List.of(128), Optimizers.adam(),
              List.of(lstm(128), dense(CLASSES).activation(SOFTMAX))),
          nanoGpt());

  private Workloads() {}

  /** All of them, in order. */
  public static List<Workload> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Workload::name).toList();
  }

  /** Their titles. */
  public static List<String> titles() {
    return ALL.stream().map(Workload::title).toList();
  }

  /** The workload of a name or title, whatever the case; null if there is none. */
  public static @Nullable Workload find(String nameOrTitle) {
    String wanted = nameOrTitle.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wanted) || each.title().equals(wanted))
        .findFirst()
        .orElse(null);
  }

  /** A chain of layers that tells ten classes apart. */
  private static Workload images(
      String name, String title, Shape sample, List<Integer> batches, Optimizer optimizer, List<Layer> layers) {
    List<Layer> all = new ArrayList<>(List.of(input(sample.dims())));
    all.addAll(layers);
    return new Workload(
        name, title, batches, sample, 0, Shape.SCALAR, CLASSES,
        () -> Sequential.of(all).compile(optimizer, Losses.sparseCategoricalCrossentropy()));
  }

  private static List<Layer> mnistCnn() {
    return List.of(
        conv2d(16, 3).activation(RELU),
        maxPool2d(2),
        conv2d(32, 3).activation(RELU),
        maxPool2d(2),
        conv2d(32, 3).activation(RELU),
        flatten(),
        dense(64).activation(RELU),
        dense(CLASSES).activation(SOFTMAX));
  }

  private static List<Layer> blogCnn() {
    return List.of(
        conv2d(1, 5).biasMode(BiasMode.PER_POSITION).activation(RELU),
        flatten(),
        dense(CLASSES).activation(SOFTMAX));
  }

  private static List<Layer> convnetjsMnist() {
    return List.of(decayed(8), maxPool2d(2), decayed(16), maxPool2d(3), flatten(),
        dense(CLASSES).activation(SOFTMAX).kernelRegularizer(DECAY));
  }

  private static List<Layer> convnetjsCifar() {
    return List.of(padded(16), maxPool2d(2), padded(20), maxPool2d(2), padded(20), maxPool2d(2), flatten(),
        dense(CLASSES).activation(SOFTMAX));
  }

  private static Conv2d padded(int filters) {
    return conv2d(filters, 5).padding(Padding.explicit(2)).activation(RELU);
  }

  private static Conv2d decayed(int filters) {
    return padded(filters).kernelRegularizer(DECAY);
  }

  private static List<Layer> blogMlp() {
    return List.of(dense(50).activation(SIGMOID), dense(CLASSES).activation(SOFTMAX));
  }

  private static Workload functionFit() {
    return new Workload(
        "W6", "function-fit", List.of(20), Shape.of(1), 0, Shape.of(1), 0,
        () -> Sequential.of(input(1), dense(10).activation(TANH), dense(1))
            .compile(Optimizers.sgd(0.01), Losses.meanSquaredError()));
  }

  private static List<Layer> vggSmall() {
    List<Layer> layers = new ArrayList<>();
    for (int filters = 64; filters <= 256; filters *= 2) {
      for (int i = 0; i < 2; i++) {
        layers.add(conv2d(filters, 3).padding(Padding.SAME).activation(RELU));
      }
      layers.add(maxPool2d(2));
    }
    layers.addAll(List.of(flatten(), dense(256).activation(RELU), dense(CLASSES).activation(SOFTMAX)));
    return layers;
  }

  private static Workload nanoGpt() {
    int context = 128;
    int vocabulary = 96;
    return new Workload(
        "W10", "nano-gpt", List.of(16), Shape.of(context), vocabulary, Shape.of(context), vocabulary,
        () -> Networks.gpt(4, 128, 4, context, vocabulary)
            .compile(Optimizers.adamW(1e-3), Losses.sparseCategoricalCrossentropy(true)));
  }
}
