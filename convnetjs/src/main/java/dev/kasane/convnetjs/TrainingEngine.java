package dev.kasane.convnetjs;

/**
 * How a {@link Trainer} computes. The trainer owns the settings and hands them over with each sample, so that they may
 * change at any time; the engine owns what an optimizer remembers.
 *
 * <p>An engine whose parameters lie elsewhere than in {@link Net#bareLayers} registers a {@link ParameterOwner} with the
 * net, and compares {@link Net#generation} before a batch: if it has grown, somebody held the layers' arrays and may have
 * changed them.
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

  /** How many samples were given since the last update. */
  int pending();

  /** Makes an engine for a net. */
  @FunctionalInterface
  interface Factory {

    /** An engine for this net. */
    TrainingEngine create(Net net);
  }
}
