package dev.kasane.backend.cpu;

import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.globalAveragePool2d;
import static dev.kasane.nn.Layers.layerNormalization;
import static dev.kasane.nn.Layers.lstm;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kasane.backend.Backend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.data.Dataset;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.Padding;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans large enough that their generated kernels are called on scratch memory before the first step, with widths that
 * are whole vectors of one size and not of another: each trains as with the reference.
 */
@Tag("widths")
class WarmedPlansTest {

  private static final int CLASSES = 5;

  /** Losses near 1.6 after three steps of training, of sums with some hundred roundings. */
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 20, 24, 40, 48, 80, 100, 112})
  void denseLayers(int units) {
    trains(
        480_000 / units / units + 64, Shape.of(30), dense(units).activation(ActivationFunction.RELU),
        layerNormalization(), dense(units).activation(ActivationFunction.TANH), dense(CLASSES));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 20, 24, 40, 48})
  void convolutions(int filters) {
    trains(
        16, Shape.of(11, 10, 3), conv2d(filters, 3).activation(ActivationFunction.RELU), maxPool2d(2),
        conv2d(filters, 3).padding(Padding.SAME).biasMode(BiasMode.NONE), batchNormalization(),
        relu(), globalAveragePool2d(), flatten(), dense(CLASSES));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 24, 40})
  void recurrent(int units) {
    trains(32, Shape.of(20, 24), lstm(units), dense(CLASSES));
  }

  private static void trains(int batch, Shape sample, Layer... layers) {
    Random random = new Random(11);
    float[] x = new float[3 * batch * sample.size()];
    float[] y = new float[3 * batch * CLASSES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < 3 * batch; i++) {
      y[i * CLASSES + random.nextInt(CLASSES)] = 1;
    }
    Dataset data =
        Dataset.of(
            Tensor.of(sample.prepend(3 * batch), x), Tensor.of(Shape.of(3 * batch, CLASSES), y));
    double expected = loss(new ReferenceBackend(), data, batch, sample, layers);
    assertThat(loss(new CpuBackend(2), data, batch, sample, layers)).isCloseTo(expected, offset(TOLERANCE));
  }

  private static double loss(Backend backend, Dataset data, int batch, Shape sample, Layer... layers) {
    try (backend;
        Model model = Sequential.of(List.of(layers)).seed(5).backend(backend)) {
      model.compile(Optimizers.sgd(0.05), Losses.categoricalCrossentropy(true, 0)).build(sample);
      model.fit(data, fit -> fit.batchSize(batch).shuffle(false).quiet());
      return model.evaluate(data).loss();
    }
  }
}
