package dev.kasane.sweep;

/** Is told how a sweep goes on. Called by one thread at a time. */
@FunctionalInterface
public interface SweepListener {

  /** Hears nothing. */
  SweepListener NONE = (done, total, seconds) -> {};

  /**
   * A run is done.
   *
   * @param done runs done, those found in the folder included
   * @param total runs in all, as far as is known: early stopping decides on the later ones as it goes
   * @param secondsLeft about how many seconds are left; NaN before the first run is done
   */
  void progress(int done, int total, double secondsLeft);
}
