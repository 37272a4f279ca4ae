package dev.kasane.convnetjs;

import java.util.Map;

/**
 * How a {@link Trainer} computes. The trainer owns the settings and hands them over with each sample, so that they may
 * change at any time; the engine owns what an optimizer remembers.
 *
 * <p>An engine whose parameters lie elsewhere than in {@link Net#bareLayers} registers a {@link ParameterOwner} with
 * the net and with the volumes of parameters, which hear when somebody reads them or is given an array to write into.
 */
public interface TrainingEngine {

  /**
   * Learns from one sample, at once or when enough are gathered.
   *
   * @param x the input; an engine that gathers copies it
   * @param y what the net should answer
   * @param options the settings at this time
   * @throws ConvNetException if the input or the target does not fit
   */
  TrainStats train(Vol x, Target y, TrainerOptions options);

  /**
   * The same for an input without a volume.
   *
   * @param x numbers in the order of {@link Vol#w}, from {@code offset} on
   */
  TrainStats train(float[] x, int offset, Target y, TrainerOptions options);

  /** The cost of each sample of the batch that made the last update; empty before the first. A copy. */
  double[] batchCosts();

  /** How many samples were given since the last update. */
  int pending();

  /**
   * What the optimizer remembers, as a tree that JSON can hold, so that training can go on elsewhere with the same
   * numbers.
   *
   * @throws UnsupportedOperationException if this engine cannot tell
   */
  default Map<String, Object> state() {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot save what it remembers");
  }

  /**
   * Takes what {@link #state} gave, for a net of the same layers.
   *
   * @throws ConvNetException if it is for another net
   * @throws UnsupportedOperationException if this engine cannot
   */
  default void restore(Map<String, ?> state) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot take what another remembers");
  }

  /** An engine that computes each sample when it comes, in double precision, in the net's own layers. */
  static TrainingEngine eager(Net net) {
    return new EagerEngine(net);
  }

  /** Makes an engine for a net. */
  @FunctionalInterface
  interface Factory {

    /** An engine for this net. */
    TrainingEngine create(Net net);
  }
}
