package dev.kasane.studio.world;

/**
 * Something small that learns in steps. A {@link Loop} calls it from one thread at a time and keeps requests away
 * meanwhile, so it needs no locks of its own.
 */
public interface World {

  /**
   * Makes one step: a batch, a pass through the data, a tick, whatever the world calls so. It should take milliseconds,
   * since requests wait for its end.
   *
   * @throws Exception what goes wrong; the loop then pauses and shows its message
   */
  void step() throws Exception;

  /** Begins anew with the same settings. Called by {@link Loop#reset}. */
  void reset();
}
