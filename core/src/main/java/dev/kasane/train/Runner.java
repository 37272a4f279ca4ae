package dev.kasane.train;

import dev.kasane.backend.BatchReader;
import dev.kasane.backend.Executable;

/** A model's graph made ready to run, with its names looked up once. Its methods allocate nothing. */
final class Runner {

  private final ModelGraph model;
  private final Executable executable;
  private final String[] measures;

  Runner(ModelGraph model, Executable executable) {
    this.model = model;
    this.executable = executable;
    this.measures = model.measures().toArray(String[]::new);
  }

  ModelGraph model() {
    return model;
  }

  Executable executable() {
    return executable;
  }

  /**
   * Trains on a batch.
   *
   * @param batch the network's inputs, then the targets
   * @param step 0 for the model's first
   * @param table the optimizer's scalars
   * @param index the step's position in the table
   */
  void train(BatchReader batch, long step, double learningRate, StepTable table, int index) {
    executable.write(ModelGraph.LEARNING_RATE, (float) learningRate);
    table.feed(this, index);
    executable.run(step, batch);
  }

  /** A value measured in the last run, by its position in {@link ModelGraph#measures}. */
  double measure(int index) {
    return executable.read(measures[index]);
  }
}
