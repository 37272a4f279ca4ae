package dev.kasane.lessons.blog;

import static dev.kasane.nn.Initializers.randomNormal;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.reshape;
import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;

/**
 * The article's networks. Its gradients are sums over the batch where Kasane takes means, so a rate is multiplied by
 * the batch size here.
 */
public final class BlogNets {

  /** Samples of a batch. */
  public static final int BATCH = 100;

  /** Hidden neurons. */
  public static final int HIDDEN = 100;

  private BlogNets() {}

  /** 784 inputs, 10 outputs; everything begins with N(0, 1). */
  public static Model perceptron(double rate, int batch) {
    return Sequential.of(
            input(784),
            normal(dense(10)).activation(SOFTMAX))
        .compile(sgd(rate * batch), categoricalCrossentropy(), accuracy());
  }

  /** A layer of 100 sigmoid neurons between inputs and outputs; everything begins with N(0, 1). */
  public static Model hidden(double rate, int batch) {
    return Sequential.of(
            input(784),
            normal(dense(HIDDEN)).activation(SIGMOID),
            normal(dense(10)).activation(SOFTMAX))
        .compile(sgd(rate * batch), categoricalCrossentropy(), accuracy());
  }

  /** One 5 × 5 filter with a bias for each position, ReLU, 10 outputs; everything begins with N(0, 1). */
  public static Model cnn(double rate, int batch) {
    return Sequential.of(
            input(784),
            reshape(28, 28, 1),
            normal(conv2d(1, 5)).biasMode(BiasMode.PER_POSITION).activation(RELU),
            flatten(),
            normal(dense(10)).activation(SOFTMAX))
        .compile(new SlowedLayer(sgd(rate * batch), "conv2d_1", 1.0 / batch), categoricalCrossentropy(), accuracy());
  }

  private static Dense normal(Dense layer) {
    return layer.kernelInitializer(randomNormal(1)).biasInitializer(randomNormal(1));
  }

  private static Conv2d normal(Conv2d layer) {
    return layer.kernelInitializer(randomNormal(1)).biasInitializer(randomNormal(1));
  }
}
