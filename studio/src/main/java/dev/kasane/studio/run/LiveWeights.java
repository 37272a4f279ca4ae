package dev.kasane.studio.run;

import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.TrainingRun;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands the present weights to whoever asks. While a model trains, only its own thread may copy them: it looks after
 * each step whether somebody has asked, and copies at most for a hundredth of its time.
 */
final class LiveWeights {

  private static final long PATIENCE = 400_000_000;
  private static final long NAP = 100_000;
  private static final int SHARE = 100;

  private final Model model;
  private volatile boolean wanted;
  private volatile @Nullable WeightsAt latest;
  private volatile double epoch;
  private long nextAllowed = Long.MIN_VALUE;

  LiveWeights(Model model) {
    this.model = model;
  }

  /** Tells where training is. Called by the training thread. */
  void epoch(double value) {
    epoch = value;
  }

  double epoch() {
    return epoch;
  }

  /** Whether weights should be copied now. Called by the training thread. */
  boolean due(long now) {
    return wanted && now - nextAllowed >= 0;
  }

  /** Copies them. Called by the training thread between two steps. */
  WeightsAt take(TrainingRun run, long step) {
    long start = System.nanoTime();
    WeightsAt weights = new WeightsAt(step, epoch, run.weights());
    long end = System.nanoTime();
    nextAllowed = end + SHARE * (end - start);
    latest = weights;
    wanted = false;
    return weights;
  }

  /** Whether the training thread may copy for a checkpoint, too. */
  boolean affordable(long now) {
    return now - nextAllowed >= 0;
  }

  /** The weights, waiting a little if need be. */
  WeightsAt get() {
    WeightsAt before = latest;
    WeightsAt direct = direct(before);
    if (direct != null) {
      return direct;
    }
    long end = System.nanoTime() + PATIENCE;
    wanted = true;
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(NAP);
      WeightsAt now = latest;
      if (now != null && now != before) {
        return now;
      }
      if (!wanted) {
        wanted = true;
      }
    }
    // Paused by a program of its own, or ended meanwhile, or just busy with something long.
    direct = direct(before);
    if (direct != null) {
      return direct;
    }
    if (before == null) {
      throw new IllegalStateException("The run is only just beginning: its weights cannot be read yet");
    }
    return before;
  }

  /** The weights of a model that is not in use; null while it is. */
  private @Nullable WeightsAt direct(@Nullable WeightsAt known) {
    try {
      if (known != null && known.step() == model.steps()) {
        return known;
      }
      Map<String, Tensor> weights = model.getWeights();
      WeightsAt now = new WeightsAt(model.steps(), epoch, weights);
      latest = now;
      return now;
    } catch (IllegalStateException e) {
      return null;
    }
  }
}
