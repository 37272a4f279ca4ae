package dev.kasane.train;

import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CallbackException;
import dev.kasane.train.callbacks.CallbackState;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls callbacks in order and names the one that fails. Indexed loops: an iterator would be garbage in each step. */
final class CallbackList {

  private final Callback[] callbacks;

  CallbackList(List<Callback> callbacks) {
    this.callbacks = callbacks.toArray(Callback[]::new);
  }

  void onTrainBegin(TrainingRun run) {
    for (Callback callback : callbacks) {
      try {
        callback.onTrainBegin(run);
      } catch (RuntimeException e) {
        throw failed(callback, "onTrainBegin", e);
      }
    }
  }

  void onEpochBegin(TrainingRun run, int epoch) {
    for (Callback callback : callbacks) {
      try {
        callback.onEpochBegin(run, epoch);
      } catch (RuntimeException e) {
        throw failed(callback, "onEpochBegin of epoch " + (epoch + 1), e);
      }
    }
  }

  void onBatchEnd(TrainingRun run, BatchEvent batch) {
    for (Callback callback : callbacks) {
      try {
        callback.onBatchEnd(run, batch);
      } catch (RuntimeException e) {
        throw failed(
            callback, "onBatchEnd of epoch " + (batch.epoch() + 1) + ", batch " + (batch.batch() + 1), e);
      }
    }
  }

  void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    for (Callback callback : callbacks) {
      try {
        callback.onEpochEnd(run, epoch);
      } catch (RuntimeException e) {
        throw failed(callback, "onEpochEnd of epoch " + (epoch.epoch() + 1), e);
      }
    }
  }

  /** Calls all, also if one fails: each may have something to close. */
  void onTrainEnd(TrainingRun run, History history) {
    CallbackException first = null;
    for (Callback callback : callbacks) {
      try {
        callback.onTrainEnd(run, history);
      } catch (RuntimeException e) {
        CallbackException failure = failed(callback, "onTrainEnd", e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Calls all while another error is on its way. */
  void onTrainEndAfter(Throwable error, TrainingRun run, History history) {
    try {
      onTrainEnd(run, history);
    } catch (CallbackException e) {
      error.addSuppressed(e);
    }
  }

  private static CallbackException failed(Callback callback, String where, RuntimeException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new CallbackException("Callback " + callback.name() + " failed in " + where + ": " + reason
        + ". Training has stopped; the model can still be used", e);
  }

  /** What callbacks keep; tensors go to {@code index/key}. */
  List<Checkpoint.Kept> save(Map<String, Tensor> tensors) {
    List<Checkpoint.Kept> kept = new ArrayList<>();
    for (int i = 0; i < callbacks.length; i++) {
      CallbackState state = new CallbackState();
      callbacks[i].save(state);
      kept.add(Checkpoint.Kept.of(callbacks[i].name(), state));
      int index = i;
      state.tensors().forEach((key, tensor) -> tensors.put(index + "/" + key, tensor));
    }
    return kept;
  }

  /** Gives each callback what it kept; those that keep nothing may come, go and change places. */
  void restore(List<Checkpoint.Kept> kept, Map<String, Tensor> tensors, Path file) {
    boolean[] taken = new boolean[callbacks.length];
    for (int i = 0; i < kept.size(); i++) {
      Checkpoint.Kept each = kept.get(i);
      CallbackState state = new CallbackState();
      each.numbers().forEach(number -> state.put(number.name(), number.value()));
      each.texts().forEach(text -> state.put(text.name(), text.value()));
      String prefix = i + "/";
      tensors.forEach((name, tensor) -> {
        if (name.startsWith(prefix)) {
          state.put(name.substring(prefix.length()), tensor);
        }
      });
      if (state.numbers().isEmpty() && state.texts().isEmpty() && state.tensors().isEmpty()) {
        continue;
      }
      int index = find(each.name(), taken);
      if (index < 0) {
        throw new IllegalArgumentException("fit: cannot resume from " + file + ": the interrupted run had a callback "
            + each.name() + " that kept something; give fit the same callbacks");
      }
      taken[index] = true;
      callbacks[index].restore(state);
    }
  }

  private int find(String name, boolean[] taken) {
    for (int i = 0; i < callbacks.length; i++) {
      if (!taken[i] && callbacks[i].name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
