package dev.kasane.studio.run;

/**
 * A moment of a run whose weights are kept.
 *
 * @param id names it; grows with time
 * @param step steps the model had made
 * @param epoch epochs the run had done, with the part of the present one
 * @param loss of training, smoothed over the last batches; NaN before the first
 * @param accuracy of training, smoothed likewise, from 0 to 1; NaN if it is not measured
 */
public record CheckpointInfo(long id, long step, double epoch, double loss, double accuracy) {}
