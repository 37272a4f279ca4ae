package dev.kasane.cli.recipes;

import static dev.kasane.cli.recipes.Recipe.RateSchedule.CONSTANT;
import static dev.kasane.cli.recipes.Recipe.RateSchedule.ONE_CYCLE;
import static dev.kasane.nn.Initializers.constant;
import static dev.kasane.nn.Initializers.lecunNormal;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Regularizers.l2;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.data.augment.RandomAffine;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All recipes. Why each has the settings it has is told in docs/recipes.md. */
public final class Recipes {

  private static final int CLASSES = 10;

  /** ConvNetJS's l2_decay of 0.001 means a gradient of 0.001 w, so a penalty of half of that times w squared. */
  private static final double CONVNETJS_L2 = 0.0005;

  private static final List<Recipe> ALL = List.of(mnistCnn(), mnistBest(), blogCnn(), blogMlp(), convnetjsMnist(),
      convnetjsCifar());

  private Recipes() {}

  /** All recipes, the first to try first. */
  public static List<Recipe> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Recipe::name).toList();
  }

  /** The recipe of a name, or null. */
  public static @Nullable Recipe find(String name) {
    return ALL.stream().filter(recipe -> recipe.name().equals(name)).findFirst().orElse(null);
  }

  private static Recipe mnistCnn() {
    return new Recipe(
        "mnist-cnn",
        "conv 16 - conv 32 - conv 32 - dense 64 - dense 10",
        DataSource.MNIST,
        () -> List.of(
            input(28, 28, 1),
            conv2d(16, 3).activation(RELU),
            maxPool2d(2),
            conv2d(32, 3).activation(RELU),
            maxPool2d(2),
            conv2d(32, 3).activation(RELU),
            flatten(),
            dense(64).activation(RELU),
            dense(CLASSES).activation(SOFTMAX)),
        "adam",
        3e-3,
        128,
        5,
        0.15,
        ONE_CYCLE,
        null);
  }

  private static Recipe mnistBest() {
    return new Recipe(
        "mnist-best",
        "conv 32 - conv 64 - conv 64 - dense 128 - dense 10, dropout, augmentation",
        DataSource.MNIST,
        () -> List.of(
            input(28, 28, 1),
            conv2d(32, 3).activation(RELU),
            maxPool2d(2),
            conv2d(64, 3).activation(RELU),
            maxPool2d(2),
            conv2d(64, 3).activation(RELU),
            flatten(),
            dropout(0.3),
            dense(128).activation(RELU),
            dropout(0.3),
            dense(CLASSES).activation(SOFTMAX)),
        "adam",
        3e-3,
        128,
        12,
        0.05,
        ONE_CYCLE,
        RandomAffine.none().shift(2).rotation(10).zoom(0.9f, 1.1f).shear(5));
  }

  private static Recipe blogCnn() {
    return new Recipe(
        "blog-cnn",
        "conv 5x5, one filter with a bias for each position - dense 10",
        DataSource.MNIST,
        () -> List.of(
            input(28, 28, 1),
            conv2d(1, 5).biasMode(BiasMode.PER_POSITION).activation(RELU),
            flatten(),
            dense(CLASSES).activation(SOFTMAX)),
        "sgd",
        0.01,
        100,
        5,
        0,
        CONSTANT,
        null);
  }

  private static Recipe blogMlp() {
    return new Recipe(
        "blog-mlp",
        "dense 50 sigmoid - dense 10",
        DataSource.MNIST,
        () -> List.of(
            input(28, 28, 1), flatten(), dense(50).activation(SIGMOID), dense(CLASSES).activation(SOFTMAX)),
        "sgd",
        0.1,
        100,
        5,
        0,
        CONSTANT,
        null);
  }

  private static Recipe convnetjsMnist() {
    return new Recipe(
        "convnetjs-mnist",
        "conv 5x5x8 - conv 5x5x16 - dense 10, ConvNetJS's MNIST demonstration",
        DataSource.MNIST_24,
        () -> List.of(
            input(24, 24, 1),
            convnetjsConv(8),
            maxPool2d(2),
            convnetjsConv(16),
            maxPool2d(3),
            flatten(),
            convnetjsDense()),
        "adadelta",
        1,
        20,
        3,
        0,
        CONSTANT,
        null);
  }

  private static Recipe convnetjsCifar() {
    return new Recipe(
        "convnetjs-cifar",
        "conv 5x5x16 - conv 5x5x20 - conv 5x5x20 - dense 10, ConvNetJS's CIFAR-10 demonstration",
        DataSource.CIFAR10,
        () -> List.of(
            input(32, 32, 3),
            convnetjsConv(16),
            maxPool2d(2),
            convnetjsConv(20),
            maxPool2d(2),
            convnetjsConv(20),
            maxPool2d(2),
            flatten(),
            convnetjsDense()),
        "adadelta",
        1,
        4,
        3,
        0,
        CONSTANT,
        null);
  }

  /** ConvNetJS begins with normal weights of variance 1 / inputs and, before a ReLU, biases of 0.1. */
  private static Layer convnetjsConv(int filters) {
    return conv2d(filters, 5)
        .padding(Padding.explicit(2))
        .activation(RELU)
        .kernelInitializer(lecunNormal())
        .biasInitializer(constant(0.1))
        .kernelRegularizer(l2(CONVNETJS_L2));
  }

  private static Dense convnetjsDense() {
    return dense(CLASSES)
        .activation(SOFTMAX)
        .kernelInitializer(lecunNormal())
        .kernelRegularizer(l2(CONVNETJS_L2));
  }
}
