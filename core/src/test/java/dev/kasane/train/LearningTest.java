package dev.kasane.train;

import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Losses.binaryCrossentropy;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Metrics.binaryAccuracy;
import static dev.kasane.nn.Metrics.mae;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.Regularizers.l2;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static dev.kasane.nn.layers.ActivationFunction.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.History;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Models learn, and what {@code fit} reports is what happened. */
class LearningTest {

  @Test
  void learnsXor() {
    Model model =
        Sequential.of(input(2), dense(8).activation(TANH), dense(1).activation(SIGMOID))
            .backend(new CpuBackend(1))
            .compile(adam(0.05), binaryCrossentropy(), binaryAccuracy());
    model.fit(Examples.xor(), fit -> fit.epochs(200).batchSize(4).quiet());
    Tensor outputs = model.predict(Examples.XOR_INPUTS);
    assertThat(outputs.get(0, 0)).isLessThan(0.2f);
    assertThat(outputs.get(1, 0)).isGreaterThan(0.8f);
    assertThat(outputs.get(2, 0)).isGreaterThan(0.8f);
    assertThat(outputs.get(3, 0)).isLessThan(0.2f);
    assertThat(model.evaluate(Examples.xor()).get("binary_accuracy")).isEqualTo(1);
  }

  @Test
  void learnsSine() {
    Model model = Examples.sineModel();
    model.fit(Examples.sine(61), fit -> fit.epochs(150).batchSize(16).quiet());
    assertThat(model.evaluate(Examples.sine(61)).loss()).isLessThan(0.01);
  }

  @Test
  void learnsBlobsAndHistoryHoldsEachEpoch() {
    Model model = Examples.blobModel(3);
    History history = model.fit(
        Examples.blobs(200, 3, 1), fit -> fit.epochs(12).batchSize(32).validationSplit(0.25).quiet());
    assertThat(history.names()).containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
    assertThat(history.epochs()).hasSize(12);
    assertThat(history.last("val_accuracy")).isGreaterThan(0.95);
    assertThat(history.last("loss")).isLessThan(history.get("loss").getFirst() / 2);
    assertThat(history.samplesPerSecond()).hasSize(12).allMatch(rate -> rate > 0);
    assertThat(history.stopReason()).isEmpty();
    assertThat(model.steps()).isEqualTo(12 * 5);
  }

  @Test
  void convolutionsDropoutAndBatchNormalizationTrainTogether() {
    SplittableRandom random = new SplittableRandom(5);
    Tensor images = Tensor.zeros(40, 8, 8, 1);
    Tensor labels = Tensor.zeros(40);
    for (int i = 0; i < 40; i++) {
      int label = i % 2;
      labels.set(label, i);
      for (int k = 0; k < 8; k++) {
        images.set(1, i, label == 0 ? k : 3, label == 0 ? 3 : k, 0);
        images.set((float) random.nextDouble(), i, random.nextInt(8), random.nextInt(8), 0);
      }
    }
    Model model =
        Sequential.of(
                input(8, 8, 1),
                conv2d(4, 3).activation(RELU),
                maxPool2d(2),
                batchNormalization().momentum(0.8),
                flatten(),
                dropout(0.2),
                dense(2).activation(SOFTMAX))
            .backend(new CpuBackend(1))
            .compile(adam(0.02), sparseCategoricalCrossentropy(), accuracy());
    Map<String, Tensor> before = model.getWeights();
    model.fit(Dataset.of(images, labels), fit -> fit.epochs(10).batchSize(8).quiet());
    assertThat(model.evaluate(Dataset.of(images, labels)).accuracy()).isGreaterThan(0.95);
    assertThat(model.weightPaths()).contains("batch_normalization_1/moving_mean");
    model.getWeights().forEach((path, value) -> assertThat(value).as(path).isNotEqualTo(before.get(path)));
  }

  /** One step of gradient descent on one linear unit, by hand. */
  @Test
  void stepIsGradientDescentWithPenaltyOnMeanOverBatch() {
    Model model =
        Sequential.of(input(2), dense(1).kernelRegularizer(l2(0.1)))
            .backend(new CpuBackend(1))
            .compile(sgd(0.5), meanSquaredError(), mae());
    model.setWeights(Map.of("dense_1/kernel", Tensor.of(Shape.of(2, 1), 1, -1), "dense_1/bias", Tensor.vector(0.5f)));
    Tensor x = Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, -1, 0.5f);
    Tensor y = Tensor.of(Shape.of(3, 1), 0, 1, 2);
    History history = model.fit(Dataset.of(x, y), fit -> fit.batchSize(3).shuffle(false).quiet());
    // Outputs x·w + b: −0.5, −0.5, −1; errors against y: −0.5, −1.5, −3.
    double[] errors = {-0.5, -1.5, -3};
    double penalty = 0.1 * (1 + 1);
    assertThat(history.last("loss")).isCloseTo((0.25 + 2.25 + 9) / 3 + penalty, within(1e-6));
    assertThat(history.last("mean_absolute_error")).isCloseTo(5.0 / 3, within(1e-6));
    double[] gradient = {0.2, -0.2};
    double biasGradient = 0;
    for (int i = 0; i < 3; i++) {
      gradient[0] += 2.0 / 3 * errors[i] * x.get(i, 0);
      gradient[1] += 2.0 / 3 * errors[i] * x.get(i, 1);
      biasGradient += 2.0 / 3 * errors[i];
    }
    assertThat(model.getWeight("dense_1/kernel").get(0, 0)).isCloseTo((float) (1 - 0.5 * gradient[0]), within(1e-6f));
    assertThat(model.getWeight("dense_1/kernel").get(1, 0)).isCloseTo((float) (-1 - 0.5 * gradient[1]), within(1e-6f));
    assertThat(model.getWeight("dense_1/bias").get(0)).isCloseTo((float) (0.5 - 0.5 * biasGradient), within(1e-6f));
  }

  /** With a learning rate of 0 the weights stand still, so that the epoch's loss is that of the whole set. */
  @Test
  void lossOfAnEpochWeighsBatchesBySamples() {
    Dataset data = Examples.blobs(37, 3, 2);
    Model model = Examples.blobModel(3).compile(sgd(0.0), sparseCategoricalCrossentropy(), accuracy());
    History history = model.fit(data, fit -> fit.batchSize(16).quiet());
    Evaluation evaluation = model.evaluate(data, 7);
    assertThat(history.last("loss")).isCloseTo(evaluation.loss(), within(1e-6));
    assertThat(history.last("accuracy")).isCloseTo(evaluation.accuracy(), within(1e-6));
    assertThat(evaluation.samples()).isEqualTo(37);
  }

  @Test
  void predictionDoesNotDependOnHowSamplesAreGrouped() {
    Model model = Examples.blobModel(4);
    Dataset data = Examples.blobs(2 * Model.DEFAULT_BATCH + 3, 4, 3);
    Tensor all = model.predict(data);
    assertThat(all.shape()).isEqualTo(Shape.of(data.size(), 4));
    assertThat(model.predict(data.inputs(0))).isEqualTo(all);
    Tensor one = model.predict(data.inputs(0).rows(200, 201));
    assertThat(one).isEqualTo(all.rows(200, 201));
  }

  @Test
  void sameSeedSameBitsOtherSeedOtherBits() {
    assertThat(trained(7)).isEqualTo(trained(7)).isNotEqualTo(trained(8));
  }

  private static String trained(long seed) {
    Model model = Examples.blobModel(3).seed(seed);
    model.fit(Examples.blobs(50, 3, 4), fit -> fit.epochs(2).quiet());
    return model.weightsSha256();
  }

  /** A network of all kinds of work, batches that no number of threads divides, augmentation and dropout. */
  @Test
  void sameBitsAtAnyNumberOfThreads() {
    assertThat(List.of(trainedWith(2), trainedWith(3), trainedWith(4))).containsOnly(trainedWith(1));
  }

  private static String trainedWith(int threads) {
    Tensor images = Tensor.zeros(61, 12, 12, 2);
    Tensor labels = Tensor.zeros(61);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) Math.sin(i * i);
      labels.data()[i % 61] = i % 3;
    }
    try (CpuBackend backend = new CpuBackend(threads)) {
      Model model = Sequential.of(
              input(12, 12, 2),
              conv2d(5, 3).activation(RELU),
              batchNormalization(),
              maxPool2d(2),
              dropout(0.3),
              flatten(),
              dense(17).kernelRegularizer(l2(0.01)),
              dense(3).activation(SOFTMAX))
          .backend(backend)
          .compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
      model.fit(Dataset.of(images, labels), fit -> fit.epochs(2).batchSize(23).validationSplit(0.2).quiet()
          .augmentation((sample, offset, shape, random) -> sample[offset] += random.normal()));
      return model.weightsSha256();
    }
  }

  @Test
  void severalFitsGoOnWithFreshOrders() {
    Model once = Examples.blobModel(3);
    once.fit(Examples.blobs(50, 3, 4), fit -> fit.epochs(3).quiet());
    Model thrice = Examples.blobModel(3);
    for (int i = 0; i < 3; i++) {
      int first = i;
      thrice.fit(Examples.blobs(50, 3, 4), fit -> fit.initialEpoch(first).epochs(first + 1).quiet());
    }
    assertThat(thrice.weightsSha256()).isEqualTo(once.weightsSha256());
  }

  @Test
  void shapeOfSamplesComesFromTheDataIfTheModelNamesNone() {
    Model model = Sequential.of(dense(3)).backend(new CpuBackend(1)).compile(sgd(0.1), meanSquaredError());
    Dataset data = Dataset.of(Tensor.zeros(5, 4), Tensor.zeros(5, 3));
    model.fit(data, fit -> fit.quiet());
    assertThat(model.getWeight("dense_1/kernel").shape()).isEqualTo(Shape.of(4, 3));
    assertThat(model.parameterCount()).isEqualTo(4 * 3 + 3);
    assertThat(model.weightPaths()).isEqualTo(List.of("dense_1/kernel", "dense_1/bias"));
  }
}
