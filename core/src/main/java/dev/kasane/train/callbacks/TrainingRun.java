package dev.kasane.train.callbacks;

import dev.kasane.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A running {@code fit}, as its callbacks see it. To be used by the training thread, inside a callback. */
public interface TrainingRun {

  /** Epochs of this run; the last is {@code epochs() - 1}. */
  int epochs();

  /** The epoch this process began with: 0 unless {@code initialEpoch} or a resumed run says otherwise. */
  int firstEpoch();

  /** Whether this run goes on from a checkpoint. */
  boolean resumed();

  /** Training samples of an epoch. */
  int samples();

  /** Steps of an epoch. */
  int batches();

  /** Samples of a full batch. */
  int batchSize();

  /** Names of what is measured: {@code loss}, the metrics, and the same with {@code val_} in front if validated. */
  List<String> names();

  /** Ends training: after this batch if called in {@code onBatchEnd}, after this epoch if in {@code onEpochEnd}. */
  void stop(String reason);

  /** The learning rate of the next step. */
  double learningRate();

  /** Sets the learning rate of all following steps; the optimizer's schedule no longer applies. */
  void learningRate(double rate);

  /** A copy of all weights and states by path. */
  Map<String, Tensor> weights();

  /** A copy of weights, states and optimizer slots by path. */
  Map<String, Tensor> variables();

  /** Puts back what {@link #weights} or {@link #variables} gave. */
  void restore(Map<String, Tensor> values);

  /** Saves the model: written beside the file, then moved into place. */
  void save(Path file);

  /** Epochs finished so far and what was measured in them. */
  History history();
}
