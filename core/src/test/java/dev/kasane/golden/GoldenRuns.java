package dev.kasane.golden;

import static dev.kasane.nn.Layers.averagePool2d;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Layers.relu;
import static dev.kasane.nn.layers.ActivationFunction.ELU;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static dev.kasane.nn.layers.ActivationFunction.TANH;

import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import dev.kasane.nn.losses.Loss;
import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.regularizers.L1L2;
import dev.kasane.nn.regularizers.L2;
import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.nn.schedules.Schedule;
import java.util.List;

/** The golden runs in Kasane's words: the models of conformance/golden/README.md, settings from the files' metadata. */
final class GoldenRuns {

  private GoldenRuns() {}

  static List<Layer> layers(String run, GoldenFile golden) {
    return switch (run) {
      case "mnist-cnn" ->
          List.of(
              input(28, 28, 1),
              conv2d(16, 3).activation(RELU),
              maxPool2d(2),
              conv2d(32, 3).activation(RELU),
              maxPool2d(2),
              conv2d(32, 3).activation(RELU),
              flatten(),
              dense(64).activation(RELU),
              dense(10).activation(SOFTMAX));
      case "mlp-sparse" -> List.of(input(7), dense(13).activation(ELU), dense(5).activation(SOFTMAX));
      case "mlp-regression" -> {
        L1L2 penalty = new L1L2(golden.number("l1"), golden.number("l2"));
        yield List.of(
            input(5), dense(9).activation(SIGMOID).kernelRegularizer(penalty), dense(3).kernelRegularizer(penalty));
      }
      case "conv-bn-avgpool" ->
          List.of(
              input(10, 9, 2),
              conv2d(6, 3).strides(2).padding(Padding.SAME),
              batchNormalization()
                  .momentum(golden.number("batchNormalizationMomentum"))
                  .epsilon(golden.number("batchNormalizationEpsilon")),
              relu(),
              averagePool2d(3).strides(2),
              flatten(),
              dense(4).activation(SOFTMAX));
      case "convnetjs-cnn" -> {
        L2 penalty = new L2(golden.number("l2"));
        yield List.of(
            input(12, 12, 1),
            conv2d(4, 5).padding(Padding.SAME).activation(RELU).kernelRegularizer(penalty),
            maxPool2d(2),
            conv2d(7, 5).padding(Padding.SAME).activation(RELU).kernelRegularizer(penalty),
            maxPool2d(3),
            flatten(),
            dense(10).activation(SOFTMAX).kernelRegularizer(penalty));
      }
      default -> List.of(input(7), dense(13).activation(TANH), dense(5).activation(SOFTMAX));
    };
  }

  static Optimizer optimizer(GoldenFile golden) {
    Schedule rate = new ConstantRate(golden.number("learningRate"));
    String name = golden.metadata().get("optimizer");
    return switch (name) {
      case "sgd" -> Optimizers.sgd(rate);
      case "momentum" -> Optimizers.momentum(rate, golden.number("momentum"));
      case "nesterov" -> Optimizers.nesterov(rate, golden.number("momentum"));
      case "rmsprop" ->
          new RmsProp(rate, golden.number("rho"), golden.number("momentum"), golden.number("epsilon"), false);
      case "adagrad" -> new Adagrad(rate, golden.number("initialAccumulator"), golden.number("epsilon"));
      case "adadelta" -> new Adadelta(rate, golden.number("rho"), golden.number("epsilon"));
      case "adam" -> new Adam(rate, golden.number("beta1"), golden.number("beta2"), golden.number("epsilon"));
      case "adamw" ->
          new AdamW(
              rate,
              golden.number("beta1"),
              golden.number("beta2"),
              golden.number("epsilon"),
              golden.number("weightDecay"));
      default -> throw new IllegalArgumentException("No optimizer for " + name);
    };
  }

  static Loss loss(GoldenFile golden) {
    String name = golden.metadata().get("loss");
    return switch (name) {
      case "categoricalCrossentropy" -> Losses.categoricalCrossentropy();
      case "sparseCategoricalCrossentropy" -> Losses.sparseCategoricalCrossentropy();
      case "meanSquaredError" -> Losses.meanSquaredError();
      default -> throw new IllegalArgumentException("No loss for " + name);
    };
  }
}
