package dev.kasane.train;

import dev.kasane.data.Augmentation;
import dev.kasane.data.Dataset;
import dev.kasane.train.callbacks.Callback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of one {@code fit}. */
public final class FitOptions {

  private int epochs = 1;
  private int initialEpoch;
  private int batchSize = 32;
  private double validationSplit;
  private @Nullable Dataset validationData;
  private boolean shuffle = true;
  private boolean checkData = true;
  private boolean quiet;
  private @Nullable Augmentation augmentation;
  private final List<Callback> callbacks = new ArrayList<>();
  private TrainingControl control = new TrainingControl();
  private @Nullable Path checkpoint;
  private long checkpointSteps = Long.MAX_VALUE;
  private @Nullable Path resume;

  FitOptions() {}

  /** The epoch to end with: how often each sample is seen, {@link #initialEpoch} being 0. Default 1. */
  public FitOptions epochs(int value) {
    epochs = atLeast(0, "epochs", value);
    return this;
  }

  /** The number of the first epoch, for display and schedules by epoch. Default 0. */
  public FitOptions initialEpoch(int value) {
    initialEpoch = atLeast(0, "initialEpoch", value);
    return this;
  }

  /** Samples of a batch; the last of an epoch holds what is left. Default 32. */
  public FitOptions batchSize(int value) {
    batchSize = atLeast(1, "batchSize", value);
    return this;
  }

  /** The share of samples, above 0 and below 1, that is cut off the end for validation. Default none. */
  public FitOptions validationSplit(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("fit: validationSplit must be above 0 and below 1, received " + share
          + "; write 0.15 for 15 %");
    }
    validationSplit = share;
    return this;
  }

  /** Data that is measured after each epoch. Takes the place of {@link #validationSplit}. */
  public FitOptions validationData(Dataset data) {
    validationData = data;
    return this;
  }

  /** Whether each epoch has a random order of its own. Default true. */
  public FitOptions shuffle(boolean value) {
    shuffle = value;
    return this;
  }

  /** Changes training samples each time they are used; not the validation data. Default none. */
  public FitOptions augmentation(Augmentation value) {
    augmentation = value;
    return this;
  }

  /** Listeners, called in this order, after those given before. */
  public FitOptions callbacks(Callback... values) {
    callbacks.addAll(List.of(values));
    return this;
  }

  /** A handle by which other threads pause, resume or stop this run or change its learning rate. */
  public FitOptions control(TrainingControl value) {
    control = value;
    return this;
  }

  /** Whether all values are searched before training for NaN, infinities and labels out of range. Default true. */
  public FitOptions checkData(boolean value) {
    checkData = value;
    return this;
  }

  /** Prints nothing: without this, a progress bar is shown on the error stream. */
  public FitOptions quiet() {
    quiet = true;
    return this;
  }

  /**
   * Writes a checkpoint after each epoch, when training is stopped, and after every so many steps. {@link #resume} goes
   * on from it.
   *
   * @param file replaced each time, at once and as a whole
   * @param everySteps 1 or more; {@link Long#MAX_VALUE} for epochs only
   */
  public FitOptions checkpoint(Path file, long everySteps) {
    if (everySteps < 1) {
      throw new IllegalArgumentException("fit: a checkpoint must be written every 1 or more steps, received "
          + everySteps);
    }
    checkpoint = file;
    checkpointSteps = everySteps;
    return this;
  }

  /** Writes a checkpoint after each epoch and when training is stopped. */
  public FitOptions checkpoint(Path file) {
    return checkpoint(file, Long.MAX_VALUE);
  }

  /**
   * Goes on from a checkpoint as if training had never been interrupted: the weights at the end are the same, bit for
   * bit. Model, optimizer, data, batch size and callbacks must be those of the interrupted run; {@code epochs} may
   * differ.
   */
  public FitOptions resume(Path file) {
    resume = file;
    return this;
  }

  private static int atLeast(int low, String what, int value) {
    if (value < low) {
      throw new IllegalArgumentException("fit: " + what + " must be at least " + low + ", received " + value);
    }
    return value;
  }

  int epochs() {
    return epochs;
  }

  int initialEpoch() {
    return initialEpoch;
  }

  int batchSize() {
    return batchSize;
  }

  double validationSplit() {
    return validationSplit;
  }

  @Nullable Dataset validationData() {
    return validationData;
  }

  boolean shuffle() {
    return shuffle;
  }

  boolean checkData() {
    return checkData;
  }

  boolean isQuiet() {
    return quiet;
  }

  @Nullable Augmentation augmentation() {
    return augmentation;
  }

  List<Callback> callbackList() {
    return callbacks;
  }

  TrainingControl control() {
    return control;
  }

  @Nullable Path checkpoint() {
    return checkpoint;
  }

  long checkpointSteps() {
    return checkpointSteps;
  }

  @Nullable Path resume() {
    return resume;
  }
}
