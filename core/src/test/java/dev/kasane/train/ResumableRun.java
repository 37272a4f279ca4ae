package dev.kasane.train;

import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Schedules.cosineDecay;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Augmentation;
import dev.kasane.data.Dataset;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CsvLogger;
import dev.kasane.train.callbacks.EarlyStopping;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.ReduceLearningRateOnPlateau;
import dev.kasane.train.callbacks.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run with everything that must survive an interruption: shuffling, augmentation, dropout, running means, optimizer
 * slots, a schedule by step, callbacks with a memory. As a program it goes on where a killed one stopped.
 */
final class ResumableRun {

  static final int EPOCHS = 4;
  static final int STEPS_PER_EPOCH = 6;

  private final Model model =
      Sequential.of(input(2), dense(12), batchNormalization(), dropout(0.3), dense(3).activation(SOFTMAX))
          .seed(11)
          .backend(new CpuBackend(1))
          .compile(adam(cosineDecay(0.1, 60)), sparseCategoricalCrossentropy(), accuracy());

  private static final Augmentation JITTER = (sample, offset, shape, random) -> {
    sample[offset] += 0.3f * random.normal();
    sample[offset + 1] += 0.3f * random.normal();
  };

  Model model() {
    return model;
  }

  /** Trains to the end unless the settings stop it before. */
  History run(Consumer<FitOptions> settings, Callback... more) {
    Dataset data = Examples.blobs(70, 3, 9);
    List<Callback> callbacks = new ArrayList<>(List.of(
        new EarlyStopping("val_loss", 100), new ReduceLearningRateOnPlateau("val_loss", 0.5, 1)));
    callbacks.addAll(Arrays.asList(more));
    return model.fit(data, fit -> settings.accept(
        fit.epochs(EPOCHS).batchSize(10).validationSplit(0.2).augmentation(JITTER).quiet()
            .callbacks(callbacks.toArray(Callback[]::new))));
  }

  /**
   * Goes on from the checkpoint, if there is one, and prints the hash of the weights at the end.
   *
   * @param args checkpoint, CSV file, milliseconds to linger in each step
   */
  public static void main(String[] args) {
    Path checkpoint = Path.of(args[0]);
    int linger = Integer.parseInt(args[2]);
    ResumableRun run = new ResumableRun();
    run.run(
        fit -> {
          fit.checkpoint(checkpoint, 1);
          if (Files.exists(checkpoint)) {
            fit.resume(checkpoint);
          }
        },
        new CsvLogger(Path.of(args[1])),
        new Callback() {
          @Override
          public void onBatchEnd(TrainingRun training, BatchEvent batch) {
            System.out.println("step " + batch.step());
            try {
              Thread.sleep(linger);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    System.out.println("hash " + run.model().weightsSha256());
  }
}
