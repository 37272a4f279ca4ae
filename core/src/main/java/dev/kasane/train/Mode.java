package dev.kasane.train;

/** What a graph of a model is for. */
enum Mode {
  /** Forward, backward and update; layers know they train. */
  TRAIN,
  /** Loss and metrics. */
  EVALUATE,
  /** The model's outputs. */
  PREDICT
}
