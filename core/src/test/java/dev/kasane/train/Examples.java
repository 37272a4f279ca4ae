package dev.kasane.train;

import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static dev.kasane.nn.layers.ActivationFunction.TANH;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.SplittableRandom;

/** Small tasks that tests train on. */
final class Examples {

  private Examples() {}

  static final Tensor XOR_INPUTS = Tensor.matrix(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});

  static Dataset xor() {
    return Dataset.of(XOR_INPUTS, Tensor.of(Shape.of(4, 1), 0, 1, 1, 0));
  }

  /** Points in the plane around as many centres on a circle as there are classes. */
  static Dataset blobs(int samples, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor x = Tensor.zeros(samples, 2);
    Tensor y = Tensor.zeros(samples);
    for (int i = 0; i < samples; i++) {
      int label = random.nextInt(classes);
      double angle = 2 * Math.PI * label / classes;
      x.set((float) (Math.cos(angle) + 0.2 * random.nextGaussian()), i, 0);
      x.set((float) (Math.sin(angle) + 0.2 * random.nextGaussian()), i, 1);
      y.set(label, i);
    }
    return Dataset.of(x, y);
  }

  /** y = sin x on [−3, 3]. */
  static Dataset sine(int samples) {
    Tensor x = Tensor.zeros(samples, 1);
    Tensor y = Tensor.zeros(samples, 1);
    for (int i = 0; i < samples; i++) {
      float at = -3 + 6f * i / (samples - 1);
      x.set(at, i, 0);
      y.set((float) Math.sin(at), i, 0);
    }
    return Dataset.of(x, y);
  }

  /** A classifier of {@link #blobs}, compiled. */
  static Model blobModel(int classes) {
    return Sequential.of(input(2), dense(8).activation(TANH), dense(classes).activation(SOFTMAX))
        .backend(new CpuBackend(1))
        .compile(adam(0.02), sparseCategoricalCrossentropy(), accuracy());
  }

  /** A regression of {@link #sine}, compiled. */
  static Model sineModel() {
    return Sequential.of(input(1), dense(10).activation(TANH), dense(1))
        .backend(new CpuBackend(1))
        .compile(adam(0.02), meanSquaredError());
  }
}
