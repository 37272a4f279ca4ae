package dev.kasane.studio.run;

import dev.kasane.train.callbacks.TrainingRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets other threads steer a {@code fit} through one of its callbacks. Thread-safe. */
public final class Steering implements RunControl {

  private static final long LOOK_MILLIS = 20;
  private static final String STOPPED = "stopped in the studio";

  private final RunRecorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Whether there is something to look at: all that a step costs. */
  private volatile boolean asked;

  private boolean pauseAsked;
  private volatile boolean stopAsked;
  private double rate = Double.NaN;

  /** Steers the run of a recorder. */
  public Steering(RunRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void pause() {
    ask(() -> pauseAsked = true);
  }

  @Override
  public void resume() {
    ask(() -> pauseAsked = false);
  }

  @Override
  public void stop() {
    ask(() -> stopAsked = true);
  }

  @Override
  public void learningRate(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The learning rate must be a number of at least 0, received " + value);
    }
    ask(() -> rate = value);
  }

  /** Whether somebody has asked for a stop. */
  public boolean isStopAsked() {
    return stopAsked;
  }

  private void ask(Runnable change) {
    lock.lock();
    try {
      change.run();
      asked = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what was asked of a run that has ended. */
  public void clear() {
    ask(() -> {
      pauseAsked = false;
      stopAsked = false;
      rate = Double.NaN;
    });
  }

  /** Does what was asked. Called by the training thread after each step; waits here during a pause. */
  public void obey(TrainingRun run) {
    if (!asked) {
      return;
    }
    lock.lock();
    try {
      asked = false;
      if (pauseAsked && !stopAsked) {
        waitWhilePaused(run);
      }
      if (!Double.isNaN(rate)) {
        run.learningRate(rate);
        rate = Double.NaN;
      }
      if (stopAsked) {
        run.stop(STOPPED);
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitWhilePaused(TrainingRun run) {
    recorder.state(RunState.PAUSED, "");
    try {
      while (pauseAsked && !stopAsked) {
        recorder.serve(run);
        changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      // Training looks at this too, and ends.
      Thread.currentThread().interrupt();
    }
    recorder.state(RunState.RUNNING, "");
  }
}
