package dev.kasane.train.callbacks;

/** What callbacks that watch a value have in common. */
final class Monitors {

  private Monitors() {}

  /** Fails before training rather than after its first epoch. */
  static void require(TrainingRun run, String monitor, String callback) {
    if (!run.names().contains(monitor)) {
      throw new IllegalArgumentException(callback + " watches '" + monitor + "', but only " + run.names()
          + " are measured"
          + (monitor.startsWith("val_") && !run.names().contains("val_loss")
              ? "; give fit validation data (validationSplit or validationData)"
              : ""));
    }
  }
}
