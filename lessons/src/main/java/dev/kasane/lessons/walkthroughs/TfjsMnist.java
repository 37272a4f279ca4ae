package dev.kasane.lessons.walkthroughs;

import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.rmsProp;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.data.Dataset;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.LambdaCallback;
import java.io.PrintStream;
import java.util.Locale;

/** The MNIST example of TensorFlow.js, line by line in Java. */
public final class TfjsMnist {

  /** Samples of a step. */
  public static final int BATCH_SIZE = 320;

  /** The share of the training images that is kept for validation: the last ones, before any shuffling. */
  public static final double VALIDATION_SPLIT = 0.15;

  private TfjsMnist() {}

  /** {@code createConvModel()}: images (28, 28, 1) to 10 probabilities. */
  public static Model createConvModel() {
    return Sequential.of(
        input(28, 28, 1),
        conv2d(16, 3).activation(RELU),
        maxPool2d(2),
        conv2d(32, 3).activation(RELU),
        maxPool2d(2),
        conv2d(32, 3).activation(RELU),
        flatten(),
        dense(64).activation(RELU),
        dense(10).activation(SOFTMAX));
  }

  /** {@code train()}: fits, prints how far it is, evaluates. Labels are one-hot. */
  public static Result train(Model model, Dataset trainData, Dataset testData, int epochs, PrintStream out) {
    model.compile(rmsProp(), categoricalCrossentropy(), accuracy());
    int trainSize = trainData.split(VALIDATION_SPLIT).train().size();
    int totalBatches = Math.ceilDiv(trainSize, BATCH_SIZE) * epochs;
    Callback onBatchEnd = LambdaCallback.onBatchEnd((run, batch) ->
        out.printf(Locale.ROOT, "Training... (%.1f%% complete)%n", 100.0 * batch.step() / totalBatches));
    Callback onEpochEnd = LambdaCallback.onEpochEnd((run, epoch) ->
        out.printf(Locale.ROOT, "Epoch %d: loss %.4f, validation loss %.4f, validation accuracy %.2f%%%n",
            epoch.epoch() + 1, epoch.value("loss"), epoch.value("val_loss"), 100 * epoch.value("val_accuracy")));

    History history = model.fit(trainData, fit -> fit
        .batchSize(BATCH_SIZE)
        .validationSplit(VALIDATION_SPLIT)
        .epochs(epochs)
        .callbacks(onBatchEnd, onEpochEnd)
        .quiet());

    double valAccuracy = history.last("val_accuracy");
    double testAccuracy = model.evaluate(testData).accuracy();
    out.printf(Locale.ROOT, "Final validation accuracy: %.1f%%; Final test accuracy: %.1f%%%n",
        100 * valAccuracy, 100 * testAccuracy);
    return new Result(history, valAccuracy, testAccuracy);
  }

  /**
   * What training ended with.
   *
   * @param history loss and accuracy of each epoch
   * @param validationAccuracy of the last epoch, 0 to 1
   * @param testAccuracy on images that took no part, 0 to 1
   */
  public record Result(History history, double validationAccuracy, double testAccuracy) {}
}
