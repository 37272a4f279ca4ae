package dev.kasane.train.callbacks;

import java.util.List;

/** One step of training, just done. The same object for each step. */
public interface BatchEvent {

  /** Epoch of this run, 0 for the first. */
  int epoch();

  /** Batch of this epoch, 0 for the first. */
  int batch();

  /** Batches of an epoch. */
  int batches();

  /** Steps this model has made in its life, this one included. */
  long step();

  /** Samples of this batch. */
  int samples();

  /** Samples of this epoch so far, this batch included. */
  long samplesSoFar();

  /** Loss of this batch before the step changed the weights: the mean over its samples plus penalties. */
  double loss();

  /** Mean loss of the epoch so far, each batch weighted by its samples. */
  double meanLoss();

  /** Names of the metrics, without the loss. */
  List<String> metrics();

  /** A metric of this batch, by its position in {@link #metrics}. */
  double metric(int index);

  /** Mean of a metric over the epoch so far, by its position in {@link #metrics}. */
  double meanMetric(int index);

  /** Learning rate of this step. */
  double learningRate();

  /** Seconds of training in this epoch so far, in this process, without pauses. */
  double seconds();

  /** Samples per second of training in this epoch so far, in this process. */
  double samplesPerSecond();
}
