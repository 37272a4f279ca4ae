package dev.kasane.sweep;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is told how a run goes. */
public interface Reporter {

  /**
   * Some steps are done.
   *
   * @param step steps so far, more than at the report before
   * @param metrics values by name
   * @return whether to go on; otherwise the run is to return soon, and what it reports is no longer kept
   */
  boolean report(long step, Map<String, Double> metrics);

  /**
   * Where the run may keep a checkpoint, so that it can go on from there after the process was killed; null when nothing
   * is kept. A run that goes on reports all its steps again, also those before the checkpoint.
   */
  default @Nullable Path checkpoint() {
    return null;
  }
}
