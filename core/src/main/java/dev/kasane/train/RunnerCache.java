package dev.kasane.train;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The executables of a model: one for each mode and batch size, of each mode those used last. */
final class RunnerCache {

  private static final int KEPT = 8;

  private final Map<Mode, Kept> byMode = new EnumMap<>(Mode.class);

  /** In order of last use. */
  private static final class Kept extends LinkedHashMap<Integer, Runner> {

    private static final long serialVersionUID = 1L;

    Kept() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Runner> eldest) {
      return size() > KEPT;
    }
  }

  @Nullable Runner get(Mode mode, int batch) {
    Kept kept = byMode.get(mode);
    return kept == null ? null : kept.get(batch);
  }

  void put(Mode mode, int batch, Runner runner) {
    byMode.computeIfAbsent(mode, _ -> new Kept()).put(batch, runner);
  }

  void clear(Mode mode) {
    byMode.remove(mode);
  }
}
