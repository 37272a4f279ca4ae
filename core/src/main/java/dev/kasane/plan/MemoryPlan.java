package dev.kasane.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each buffer its place. Values that begin and end within one walk over the batch live with the worker, for one
 * tile of samples; the others live in memory shared by all. Buffers whose times do not touch share places.
 */
final class MemoryPlan {

  /** Floats: a cache line. */
  private static final int ALIGNMENT = 16;

  /** The time a buffer must keep its value, ends included. */
  private record Life(Buffer buffer, int size, int from, int to) {}

  private final List<Life> lives = new ArrayList<>();

  private MemoryPlan() {}

  /** Moves buffers used in one batch stage only to the workers. */
  static void findLocals(List<Buffer> buffers, List<Stage> stages) {
    Map<Buffer, Integer> home = new HashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      for (Step step : stages.get(s).steps()) {
        for (Buffer buffer : touched(step)) {
          Integer known = home.putIfAbsent(buffer, s);
          if (known != null && known != s) {
            home.put(buffer, -1);
          }
        }
      }
    }
    for (Buffer buffer : buffers) {
      int stage = home.getOrDefault(buffer, -1);
      if (stage >= 0
          && stages.get(stage).batch()
          && buffer.space() == Buffer.Space.GLOBAL
          && buffer.samples() > 0
          && !buffer.pinned()) {
        buffer.moveTo(Buffer.Space.LOCAL);
      }
    }
  }

  /** Places what workers have to themselves in one of two spaces, for one sample; returns the floats needed for it. */
  static int placeWorkers(List<Step> steps, Buffer.Space space) {
    MemoryPlan plan = new MemoryPlan();
    Map<Buffer, int[]> times = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      touch(steps.get(i), i, times);
    }
    times.forEach(
        (buffer, time) -> {
          if (buffer.space() == space) {
            plan.lives.add(new Life(buffer, buffer.size() / buffer.samples(), time[0], time[1]));
          }
        });
    return plan.place();
  }

  /** Scales the places of a stage's local buffers from one sample to a tile. */
  static void scaleLocals(Stage stage, int rows) {
    stage.steps().stream()
        .flatMap(step -> touched(step).stream())
        .filter(buffer -> buffer.space() == Buffer.Space.LOCAL)
        .distinct()
        .forEach(buffer -> buffer.placeAt(buffer.offset() * rows));
  }

  /** Places the buffers shared by all workers; returns the floats needed. */
  static int placeGlobals(List<Buffer> buffers, List<Stage> stages, int pieces) {
    MemoryPlan plan = new MemoryPlan();
    Map<Buffer, int[]> times = new HashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      for (Step step : stages.get(s).steps()) {
        touch(step, s, times);
      }
    }
    for (Buffer buffer : buffers) {
      boolean partial = buffer.space() == Buffer.Space.PARTIAL;
      if (partial || buffer.space() == Buffer.Space.GLOBAL) {
        int[] time = times.getOrDefault(buffer, new int[] {0, 0});
        int size = partial ? Math.multiplyExact(buffer.size(), pieces) : buffer.size();
        plan.lives.add(new Life(buffer, size, time[0], buffer.pinned() ? stages.size() : time[1]));
      }
    }
    return plan.place();
  }

  /** Largest first, each at the lowest place that is free for its whole life. */
  private int place() {
    lives.sort(Comparator.comparingInt(Life::size).reversed().thenComparingInt(life -> life.buffer.id()));
    List<Life> placed = new ArrayList<>();
    int total = 0;
    for (Life life : lives) {
      int place = 0;
      placed.sort(Comparator.comparingInt(other -> other.buffer.offset()));
      for (Life other : placed) {
        boolean together = life.from <= other.to && other.from <= life.to;
        int begin = other.buffer.offset();
        if (together && begin < place + life.size && place < begin + other.size) {
          place = aligned(begin + other.size);
        }
      }
      life.buffer.placeAt(place);
      placed.add(life);
      total = Math.max(total, Math.addExact(place, life.size));
    }
    return aligned(total);
  }

  private static int aligned(int offset) {
    return Math.addExact(offset, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Keeps the first and the last time at which each buffer of a step was touched. */
  private static void touch(Step step, int now, Map<Buffer, int[]> times) {
    touched(step).forEach(buffer -> times.computeIfAbsent(buffer, key -> new int[] {now, now})[1] = now);
  }

  private static List<Buffer> touched(Step step) {
    List<Buffer> buffers = new ArrayList<>();
    step.inputs().forEach(operand -> buffers.add(operand.buffer()));
    step.outputs().forEach(operand -> buffers.add(operand.buffer()));
    return buffers;
  }
}
