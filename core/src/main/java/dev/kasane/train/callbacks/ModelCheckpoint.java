package dev.kasane.train.callbacks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Saves the model while it is trained: after each epoch, after every so many steps, or whenever a value has improved.
 * It saves models, without what is needed to go on training bit for bit: that is {@code fit.checkpoint}.
 */
public final class ModelCheckpoint implements Callback {

  private final Path file;
  private final @Nullable String monitor;
  private final Mode mode;
  private final long everySteps;
  private double best;
  private boolean restored;

  private ModelCheckpoint(Path file, @Nullable String monitor, Mode mode, long everySteps) {
    this.file = file;
    this.monitor = monitor;
    this.mode = mode;
    this.everySteps = everySteps;
    this.best = monitor == null ? Double.NaN : mode.worst(monitor);
  }

  /**
   * One that saves after each epoch.
   *
   * @param file {@code {epoch}} in its name becomes the number of epochs done
   */
  public static ModelCheckpoint everyEpoch(Path file) {
    return new ModelCheckpoint(file, null, Mode.AUTO, 0);
  }

  /**
   * One that saves after every so many steps.
   *
   * @param file {@code {step}} in its name becomes the number of steps done
   * @param steps 1 or more
   */
  public static ModelCheckpoint everySteps(Path file, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("ModelCheckpoint: steps must be at least 1, received " + steps);
    }
    return new ModelCheckpoint(file, null, Mode.AUTO, steps);
  }

  /** One that saves after each epoch in which a value, such as {@code val_accuracy}, is better than ever before. */
  public static ModelCheckpoint best(Path file, String monitor) {
    return best(file, monitor, Mode.AUTO);
  }

  /** One that saves after each epoch in which a value is better than ever before. */
  public static ModelCheckpoint best(Path file, String monitor, Mode mode) {
    return new ModelCheckpoint(file, monitor, mode, 0);
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    if (monitor != null) {
      Monitors.require(run, monitor, "ModelCheckpoint");
      best = restored ? best : mode.worst(monitor);
    }
    restored = false;
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    if (everySteps > 0 && batch.step() % everySteps == 0) {
      run.save(named("{step}", batch.step()));
    }
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    if (everySteps > 0) {
      return;
    }
    if (monitor != null) {
      double value = epoch.value(monitor);
      if (!mode.better(monitor, value, best, 0)) {
        return;
      }
      best = value;
    }
    run.save(named("{epoch}", epoch.epoch() + 1L));
  }

  private Path named(String placeholder, long number) {
    Path name = file.getFileName();
    return name == null ? file : file.resolveSibling(name.toString().replace(placeholder, Long.toString(number)));
  }

  @Override
  public void save(CallbackState state) {
    if (monitor != null) {
      state.put("best", best);
    }
  }

  @Override
  public void restore(CallbackState state) {
    best = state.number("best", best);
    restored = true;
  }
}
