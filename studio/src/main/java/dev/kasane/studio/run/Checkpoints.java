package dev.kasane.studio.run;

import dev.kasane.studio.server.RequestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights of former moments, in bounded memory: when there are too many, every second one goes and those that follow
 * are taken half as often. The first and the last one
 * stay. Thread-safe.
 */
final class Checkpoints {

  private static final int MOST = 128;
  private static final long FIRST_INTERVAL = 500_000_000;

  private record Kept(CheckpointInfo info, WeightsAt weights, long bytes) {}

  private final long budget;
  private final List<Kept> kept = new ArrayList<>();
  private volatile long interval = FIRST_INTERVAL;
  private long nextId = 1;
  private long bytes;

  Checkpoints(long budget) {
    this.budget = budget;
  }

  /** Nanoseconds between two checkpoints. */
  long interval() {
    return interval;
  }

  synchronized void add(WeightsAt weights, double loss, double accuracy) {
    Kept last = kept.isEmpty() ? null : kept.getLast();
    if (last != null && last.info().step() == weights.step()) {
      return;
    }
    long size = weights.bytes();
    kept.add(new Kept(
        new CheckpointInfo(nextId++, weights.step(), weights.epoch(), loss, accuracy), weights, size));
    bytes += size;
    while (kept.size() > MOST || bytes > budget && kept.size() > 2) {
      thin();
    }
  }

  /** Drops every second one, but neither the first nor the last. */
  private void thin() {
    List<Kept> stay = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      if (i % 2 == 0 || i == kept.size() - 1) {
        stay.add(kept.get(i));
      }
    }
    if (stay.size() == kept.size()) {
      stay.remove(stay.size() - 2);
    }
    kept.clear();
    kept.addAll(stay);
    bytes = kept.stream().mapToLong(Kept::bytes).sum();
    interval = Math.min(2 * interval, Long.MAX_VALUE / 4);
  }

  synchronized List<CheckpointInfo> list() {
    return kept.stream().map(Kept::info).toList();
  }

  synchronized WeightsAt get(long id) {
    for (Kept one : kept) {
      if (one.info().id() == id) {
        return one.weights();
      }
    }
    throw new RequestException(404, "Checkpoint " + id + " is not kept any more; choose one of "
        + kept.stream().map(one -> one.info().id()).toList());
  }

  synchronized @Nullable WeightsAt latest() {
    return kept.isEmpty() ? null : kept.getLast().weights();
  }
}
