package dev.kasane.train;

import dev.kasane.backend.Executable;
import dev.kasane.graph.Op;
import java.util.ArrayList;
import java.util.List;

/** A model's graph made ready to run, with its names looked up once. Its methods allocate nothing. */
final class Runner {

  private final ModelGraph model;
  private final Executable executable;
  private final String[] feeds;
  private final String[] measures;

  Runner(ModelGraph model, Executable executable) {
    this.model = model;
    this.executable = executable;
    List<String> batchInputs = new ArrayList<>();
    model.graph().inputs().forEach(
        (name, node) -> {
          if (node.op() instanceof Op.Input input && input.batch()) {
            batchInputs.add(name);
          }
        });
    this.feeds = batchInputs.toArray(String[]::new);
    this.measures = model.measures().toArray(String[]::new);
  }

  ModelGraph model() {
    return model;
  }

  Executable executable() {
    return executable;
  }

  /** Hands over a batch: the network's inputs, then the targets if this graph has any. */
  void feed(float[][] fields) {
    for (int i = 0; i < feeds.length; i++) {
      executable.write(feeds[i], fields[i], 0);
    }
  }

  /**
   * Trains on the batch handed over.
   *
   * @param step 0 for the model's first
   * @param table the optimizer's scalars
   * @param index the step's position in the table
   */
  void train(long step, double learningRate, StepTable table, int index) {
    executable.write(ModelGraph.LEARNING_RATE, (float) learningRate);
    table.feed(this, index);
    executable.run(step);
  }

  /** A value measured in the last run, by its position in {@link ModelGraph#measures}. */
  double measure(int index) {
    return executable.read(measures[index]);
  }
}
