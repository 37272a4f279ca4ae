package dev.kasane.train.callbacks;

/**
 * Listens to training. All methods are called by the training thread, between steps, and may use the {@link
 * TrainingRun}, change the learning rate or ask for a stop. An exception ends training with a {@link CallbackException}
 * that names the callback; weights and model stay usable.
 */
public interface Callback {

  /** A name for messages. */
  default String name() {
    String simple = getClass().getSimpleName();
    return simple.isEmpty() ? getClass().getName() : simple;
  }

  /** Before the first step. When a run is resumed, after {@link #restore}. */
  default void onTrainBegin(TrainingRun run) {}

  /** Before the first step of an epoch; not for an epoch that is resumed in its middle. */
  default void onEpochBegin(TrainingRun run, int epoch) {}

  /** After each step. The event is the same object each time: read it now, keep numbers rather than the event. */
  default void onBatchEnd(TrainingRun run, BatchEvent batch) {}

  /** After the last step of an epoch and after validation. */
  default void onEpochEnd(TrainingRun run, EpochEvent epoch) {}

  /** After the last epoch, a stop, an interruption, or an error (which is thrown afterwards). */
  default void onTrainEnd(TrainingRun run, History history) {}

  /** Puts what this callback must remember into a checkpoint. The default remembers nothing. */
  default void save(CallbackState state) {}

  /** Takes back what {@link #save} put. Called before {@link #onTrainBegin}, only when a run is resumed. */
  default void restore(CallbackState state) {}
}
