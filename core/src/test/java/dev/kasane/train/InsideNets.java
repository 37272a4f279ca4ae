package dev.kasane.train;

import dev.kasane.backend.Backend;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.Regularizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import dev.kasane.nn.losses.Loss;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Networks that together have every layer, small and of awkward sizes. */
enum InsideNets {
  MNIST_CNN(Losses.sparseCategoricalCrossentropy(), 28, 28, 1) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.conv2d(16, 3).activation(ActivationFunction.RELU), Layers.maxPool2d(2),
          Layers.conv2d(32, 3).activation(ActivationFunction.RELU), Layers.maxPool2d(2),
          Layers.conv2d(32, 3).activation(ActivationFunction.RELU), Layers.flatten(),
          Layers.dense(64).activation(ActivationFunction.RELU),
          Layers.dense(10).activation(ActivationFunction.SOFTMAX));
    }
  },
  CONVNETJS(Losses.sparseCategoricalCrossentropy(), 11, 13, 3) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.conv2d(5, 5).padding(Padding.explicit(2)).kernelRegularizer(Regularizers.l2(0.01)), Layers.relu(),
          Layers.maxPool2d(3).strides(2).padding(Padding.explicit(1)), Layers.dropout(0.3),
          Layers.conv2d(4, 3).strides(2), Layers.tanh(), Layers.flatten(), Layers.dense(7), Layers.sigmoid(),
          Layers.reshape(1, 1, 7), Layers.conv2d(6, 1), Layers.flatten(), Layers.dropout(0.5), Layers.dense(4),
          Layers.softmax());
    }
  },
  BLOG(Losses.categoricalCrossentropy(), 9, 9, 1) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.conv2d(1, 5).biasMode(BiasMode.PER_POSITION).activation(ActivationFunction.RELU), Layers.flatten(),
          Layers.dense(6).activation(ActivationFunction.SIGMOID),
          Layers.dense(3).activation(ActivationFunction.SOFTMAX));
    }
  },
  NORMALIZED(Losses.hinge(), 10, 9, 2) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.conv2d(6, 3).groups(2).padding(Padding.SAME).strides(2), Layers.batchNormalization(),
          Layers.leakyRelu(0.1), Layers.averagePool2d(2).padding(Padding.SAME), Layers.conv2d(5, 2).dilation(2),
          Layers.layerNormalization(), Layers.elu(0.7), Layers.globalAveragePool2d(), Layers.batchNormalization(),
          Layers.dense(4).activation(ActivationFunction.GELU), Layers.dense(3));
    }
  },
  SMOOTH(Losses.meanSquaredError(), 5) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.dense(7).activation(ActivationFunction.SWISH),
          Layers.dense(5).activation(ActivationFunction.SOFTPLUS).useBias(false),
          Layers.dense(4).activation(ActivationFunction.TANH), Layers.dense(4).activation(ActivationFunction.ELU),
          Layers.dense(4).activation(ActivationFunction.LEAKY_RELU), Layers.dense(2));
    }
  },
  SEQUENCE(Losses.huber(), 6, 4) {
    @Override
    List<Layer> layers() {
      return List.of(
          Layers.positionEmbedding(6), Layers.multiHeadAttention(2, 3), Layers.lstm(3).returnSequences(true),
          Layers.gru(3), Layers.dense(2));
    }
  };

  private final Loss loss;
  private final int[] sample;

  InsideNets(Loss loss, int... sample) {
    this.loss = loss;
    this.sample = sample;
  }

  abstract List<Layer> layers();

  /** The network with weights of some size everywhere, biases and states too. */
  Model model(Backend backend, long seed) {
    List<Layer> all = new ArrayList<>(List.of(Layers.input(sample)));
    all.addAll(layers());
    Model model = Sequential.of(all.toArray(Layer[]::new)).seed(seed).backend(backend)
        .compile(Optimizers.sgd(0.1), loss).build();
    SplittableRandom random = new SplittableRandom(seed);
    for (String path : model.weightPaths()) {
      Tensor value = model.getWeight(path);
      boolean positive = path.endsWith("variance") || path.endsWith("gamma");
      for (int i = 0; i < value.size(); i++) {
        value.data()[i] += (float) (positive ? random.nextDouble() : 0.2 * random.nextDouble() - 0.1);
      }
      model.setWeight(path, value);
    }
    return model;
  }

  float[] inputs(int batch, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    float[] values = new float[batch * Shape.of(sample).size()];
    for (int i = 0; i < values.length; i++) {
      // Digits are empty in most places.
      values[i] = this == MNIST_CNN && random.nextInt(3) > 0 ? 0 : (float) random.nextDouble();
    }
    return values;
  }

  float[] targets(Inspector inspector, int batch, long seed) {
    Shape output = inspector.points().get(inspector.outputs().getFirst()).shape();
    SplittableRandom random = new SplittableRandom(seed + 2);
    float[] values = new float[batch * loss.targetShape(output).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = switch (this) {
        case MNIST_CNN, CONVNETJS -> random.nextInt(output.last());
        case BLOG -> i % output.last() == i / output.last() % output.last() ? 1 : 0;
        case NORMALIZED -> random.nextInt(2);
        case SMOOTH, SEQUENCE -> (float) random.nextDouble();
      };
    }
    return values;
  }
}
