package dev.kasane.studio.run;

import dev.kasane.studio.server.RequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a studio, oldest first. When there are too many, the oldest that is at rest goes and is closed.
 * Thread-safe.
 */
public final class Runs {

  /** Runs that are kept at most. */
  public static final int MOST = 12;

  private final Map<String, RunView> runs = new LinkedHashMap<>();
  private final Map<String, RunControl> controls = new HashMap<>();
  private int made;

  /** None yet. */
  public Runs() {}

  /** A name for a run to be added. */
  public synchronized String newId() {
    made++;
    return "run-" + made;
  }

  /**
   * Adds a run.
   *
   * @throws RequestException if there are {@value #MOST} and all of them train
   */
  public synchronized void add(RunView run) {
    if (runs.size() >= MOST) {
      RunView oldest = runs.values().stream()
          .filter(one -> one.state() != RunState.RUNNING && one.state() != RunState.PAUSED)
          .findFirst()
          .orElseThrow(() -> new RequestException(
              "There are " + MOST + " runs and none has ended: stop or remove one first"));
      remove(oldest.id());
      oldest.close();
    }
    runs.put(run.id(), run);
  }

  /** Adds a run that was not begun in the studio, and what steers it. See {@link #add(RunView)}. */
  public synchronized void add(RunView run, RunControl control) {
    add(run);
    controls.put(run.id(), control);
  }

  /** What steers a run that was not begun in the studio; null for all others. */
  public synchronized @Nullable RunControl control(String id) {
    return controls.get(id);
  }

  /** All of them. */
  public synchronized List<RunView> list() {
    return new ArrayList<>(runs.values());
  }

  /** A run by name, or null. */
  public synchronized @Nullable RunView find(String id) {
    return runs.get(id);
  }

  /**
   * A run by name.
   *
   * @throws RequestException if there is none
   */
  public synchronized RunView get(String id) {
    RunView run = runs.get(id);
    if (run == null) {
      throw new RequestException(404, "There is no run '" + id + "' (any more)");
    }
    return run;
  }

  /** Forgets a run. */
  public synchronized void remove(String id) {
    runs.remove(id);
    controls.remove(id);
  }
}
