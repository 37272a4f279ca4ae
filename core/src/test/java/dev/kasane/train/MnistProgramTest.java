package dev.kasane.train;

import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.data.ImageData;
import dev.kasane.data.mnist.Mnist;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that readers see first, on a part of the real images. */
class MnistProgramTest {

  @TempDir Path folder;

  @Test
  void learnsHandwrittenDigits() {
    Path data = Path.of(System.getProperty("kasane.testdata", "../../shared/data")).resolve("mnist");
    assumeTrue(Files.isDirectory(data), "skipped: MNIST is not in " + data);
    ImageData mnist = Mnist.load(data);
    try (Model model = Sequential.of(
        input(28, 28, 1),
        conv2d(16, 3).activation(RELU),
        maxPool2d(2),
        flatten(),
        dense(10).activation(SOFTMAX))) {
      model.compile(adam(2e-3), sparseCategoricalCrossentropy(), accuracy());
      model.fit(mnist.train().take(4000), fit -> fit.epochs(2).batchSize(64).validationSplit(0.15).quiet());
      Evaluation result = model.evaluate(mnist.test().take(1000));
      assertThat(result.accuracy()).as(result.toString()).isGreaterThan(0.85);
      Path file = folder.resolve("mnist.kasane");
      model.save(file);
      try (Model loaded = Model.load(file)) {
        assertThat(loaded.evaluate(mnist.test().take(1000)).values()).isEqualTo(result.values());
      }
    }
  }
}
