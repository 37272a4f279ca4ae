package dev.kasane.train.callbacks;

import dev.kasane.tensor.Tensor;
import java.util.Map;

/**
 * Stops training after a step whose loss is NaN or infinite. That step's update has been made already, so that weights
 * may hold NaN then: weights, states and optimizer slots are put back to what they were when the epoch began.
 */
public final class TerminateOnNaN implements Callback {

  private Map<String, Tensor> before = Map.of();

  /** One that watches the loss. */
  public TerminateOnNaN() {}

  @Override
  public void onTrainBegin(TrainingRun run) {
    before = run.variables();
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    before = run.variables();
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    if (!Double.isFinite(batch.loss())) {
      run.restore(before);
      run.stop("the loss is " + batch.loss() + " in epoch " + (batch.epoch() + 1) + ", batch " + (batch.batch() + 1)
          + "; the weights are those from before this epoch. A smaller learning rate or gradient clipping may help");
    }
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    before = Map.of();
  }
}
